"""Finding cases, areas, positions and units by what is written about them.

Every thing that can be found has one `Entry`: its code, title, names and full text as plain words. The
rooms say what their entries hold (`index.Source`); an entry changes in the transaction of the act that
changes the thing, because the index follows the log (`audit.follow`). The database keeps the index of
words itself: a generated column on PostgreSQL, triggers on SQLite (see the first migration).
"""
