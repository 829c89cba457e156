"""How events, keys and tables are kept; knows no complaint."""
