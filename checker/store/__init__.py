"""What the checker remembers. Only this package knows the database; only `register` brings SQLAlchemy when imported."""

REGISTER_FILE = "register.sqlite"
