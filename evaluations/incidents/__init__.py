"""Files of incidents: what stands in them, what is wrong with it, and how it comes in the database.

`tables` opens a file, `columns` says what its headings mean, `moments` reads the Dutch clock, `rows`
judges every row, `staging` holds them beside what there is already and takes them over, `reading` does
all of it in turn. There is one way in: for the page, the command and the demonstration.
"""
