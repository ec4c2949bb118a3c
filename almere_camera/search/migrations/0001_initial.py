"""The entries and the index of their words, which the database keeps up to date itself.

PostgreSQL: a generated column of words in Dutch. SQLite: a table of words beside it, kept by triggers. A later
migration that makes SQLite rebuild the table of entries loses those triggers: let it run `index_words` again.
"""

import unicodedata

from django.db import migrations, models

COLUMNS = "keys, title, words, text"


def index_words(apps, schema_editor):
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def forget_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_words")


def sqlite():
    def values(row):
        return ", ".join(f"{row}.{column}" for column in ("id", *COLUMNS.split(", ")))

    add = f"INSERT INTO search_words(rowid, {COLUMNS}) VALUES ({values('new')});"
    remove = f"INSERT INTO search_words(search_words, rowid, {COLUMNS}) VALUES ('delete', {values('old')});"
    yield (
        f"CREATE VIRTUAL TABLE search_words USING fts5({COLUMNS}, content='search_entry', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    yield f"CREATE TRIGGER search_words_added AFTER INSERT ON search_entry BEGIN {add} END"
    yield f"CREATE TRIGGER search_words_removed AFTER DELETE ON search_entry BEGIN {remove} END"
    yield (
        f"CREATE TRIGGER search_words_changed AFTER UPDATE OF {COLUMNS} ON search_entry"
        f" BEGIN {remove} {add} END"
    )


def postgresql():
    marked, plain = letters()

    def words(column, dictionary, weight):
        # The parser of PostgreSQL sees file names, signs and numbers in 'P-012' and 'en/of': give it words only.
        folded = f"lower(translate({column}, '{marked}', '{plain}'))"
        only = f"regexp_replace({folded}, '[^[:alnum:]]+', ' ', 'g')"
        return f"setweight(to_tsvector('{dictionary}', {only}), '{weight}')"

    vector = " || ".join(
        [
            words("keys", "simple", "A"),
            words("title", "dutch", "A"),
            words("words", "dutch", "B"),
            words("text", "dutch", "D"),
        ]
    )
    yield f"ALTER TABLE search_entry ADD COLUMN vector tsvector GENERATED ALWAYS AS ({vector}) STORED"
    yield "CREATE INDEX search_entry_vector ON search_entry USING gin (vector)"


def letters():
    """Letters with a mark, and the plain letters that they are: 'ëÉ' and 'ee'."""
    marked, plain = "", ""
    for number in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base, *marks = unicodedata.normalize("NFD", chr(number))
        if marks and base.isascii() and all(map(unicodedata.combining, marks)):
            marked, plain = marked + chr(number), plain + base.lower()
    return marked, plain


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="soort")),
                ("object_id", models.PositiveBigIntegerField(verbose_name="nummer")),
                ("code", models.CharField(max_length=60, verbose_name="kenmerk of code")),
                ("title", models.CharField(max_length=300, verbose_name="titel")),
                ("note", models.CharField(max_length=200, verbose_name="toelichting")),
                ("day", models.DateField(null=True, verbose_name="datum")),
                ("keys", models.TextField(verbose_name="codes")),
                ("words", models.TextField(verbose_name="namen en straten")),
                ("text", models.TextField(verbose_name="tekst")),
            ],
            options={
                "verbose_name": "zoekingang",
                "verbose_name_plural": "zoekingangen",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="search_entry_once")
                ],
            },
        ),
        migrations.RunPython(index_words, forget_words),
    ]
