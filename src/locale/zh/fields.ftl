# Labels and hints of every field: field-<record>-<name>, hint-<record>-<name>.
