# What a file is, on the sheet of a spreadsheet that says it, and the choice of its format.
export-about = About
export-of = Records
export-list = List
export-by = Written by
export-on = Written on
export-as-of = As of
export-id = Id
export-version = Version
export-currency = Currency
export-column = Column
export-label = What it is
export-sum = Sum
export-empty = Rows without
export-as-text = As text
export-long-text = { $column }: a cell of a spreadsheet holds { $most } characters, and one text has more. Write CSV or JSON instead.
export-too-many = The exports folder is full of files of this name; remove some.
export-format = Write what is shown as
export-too-long-to-copy = { $count ->
    [one] A terminal takes { $most } bytes at once; this is { $bytes } (1 row). Write a file instead.
   *[other] A terminal takes { $most } bytes at once; these { $count } rows are { $bytes }. Write a file instead.
}
format-csv = CSV
format-csv-spreadsheet = CSV for a spreadsheet
format-xlsx = Spreadsheet
format-json = JSON
format-jsonl = JSON lines
format-copy = Copy to the terminal
format-about-csv = .csv, plain
format-about-csv-spreadsheet = .csv with a mark, formulas harmless
format-about-xlsx = .xlsx, numbers, days and sums
format-about-json = .json, one list
format-about-jsonl = .jsonl, one record a line
format-about-copy = rows with tabs between cells

said-exported-sheets = Written: { $path }, in { $sheets } sheets: one holds 1,048,576 rows.
status-far = { $done } of { $of } rows, { $rate } a second, { $left } left. Esc stops.
status-far-open = { $done } rows, { $rate } a second. Esc stops.
