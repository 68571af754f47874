# Names of keys and what they do: key-<name>.
