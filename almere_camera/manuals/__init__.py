"""The manuals per role (docs/handleiding), the glossary, and the pages about the application itself.

`documents` reads the Markdown, `markdown` makes harmless HTML of it, `paragraphs` says which paragraph
belongs to which page, `views` shows it all.
"""
