# Reading files in: what was found, what was left out.

import-unreadable = { $path } cannot be read: { $error }
import-folder = { $path } is a folder. Name a file in it.
import-no-file = { $path } is no file that can be read twice. Pipe it in with “-” instead.
import-not-text = { $path } is neither text nor a workbook that can be read. Save the table as CSV or XLSX and import that.
import-empty = { $path } has no line that names the columns.
import-column-twice = Two columns are called “{ $column }”. Rename one.
import-no-column = There is no column “{ $column }” in the file. Its columns are: { $known }.
import-two-columns = The columns “{ $first }” and “{ $second }” both mean { $field }. Leave one out with --map "{ $second }=-".
import-missing-columns = No column gives { $columns }. The file's columns are: { $known }. Say which is which with --map theirs=ours, or give one value for all rows with --set field=value.
import-one-column = The file has only one column, “{ $header }”. Its delimiter is none of comma, semicolon, tab and |.
import-ragged = The row has { $cells } cells where the header has { $columns }.
import-met-before = The same record stands on line { $line } already.

import-progress = Rows read: { $rows } of { $of }, { $rate } a second, { $left } s left. Ctrl-C stops and takes back what was written.
import-taking-back = Stopped. Taking back what was written…
import-row = Line { $line } { $field }
import-written-in = Written in { $encoding }, delimiter { $delimiter }.
import-unused = Columns not used: { $columns }
import-read-as = Line { $line }: “{ $text }” was read as { $read }.
import-read-more = { $count ->
    [one] { $count } more amount or rate was read like that, in the one way it can be.
   *[other] { $count } more amounts or rates were read like that, each in the one way it can be.
}
import-counts = Rows { $rows }: new { $new }, changed { $changed }, same { $same }, rejected { $rejected }
import-filtered = { $count ->
    [one] { $count } row was left out by the conditions.
   *[other] { $count } rows were left out by the conditions.
}
import-partners = Partners made: { $count }
import-rejects = Bad rows are kept in { $path }
import-applied = Written as one action; “pledgebook undo” takes all of it back.
import-nothing = Nothing had to be written.
import-dry = Nothing was written. Add --apply to write.

import-pipe-too-large = More than { $most } MB came in. Put it into a file and import that.
import-row-too-long = The row that begins on line { $line } is longer than { $most } MB. A quote may be missing its end.
import-file-changed = { $path } changed while it was read. Nothing of it was kept; import it again.
import-no-sheet = There is no sheet “{ $sheet }”. There are: { $known }.
import-ask-decimal = Amounts like “{ $text }” could be { $first } or { $second }, and nothing in the file says which. Say it with --decimal point or --decimal comma.
import-ask-days = Days like “{ $text }” could be { $first } or { $second }, and nothing in the file says which. Say it with --days dmy, mdy or ymd.
import-style-shown = The file shows it: { $style }.
import-header-on = The columns are named on line { $line }.
import-recalled = As { $who } said on { $at } for the same header; --forget begins anew.
import-near = { $field } “{ $text }” is not known. Nearest: { $near }
import-strangers = { $count ->
    [one] 1 partner is not known. Add --create partner to make it, or --value "partner:THEIRS=OURS" to say which it is.
   *[other] { $count } partners are not known. Add --create partner to make them, or --value "partner:THEIRS=OURS" to say which one is meant.
}

style-point = decimals open with a point
style-comma = decimals open with a comma
style-dmy = days are written day, month, year
style-mdy = days are written month, day, year
style-ymd = days are written year, month, day

import-sheet = Sheet “{ $sheet }” of { $sheets }, { $rows } rows, { $columns } columns.
import-no-sheets = { $path } has no sheet with rows.
import-password = { $path } has a password. Save a copy without one and import that.
import-is-xml = { $path } is XML, not a table. If it is of the IATI standard: import iati { $path }
import-json = JSON, one object a row.
import-json-broken = What begins before line { $line } is no JSON that can be read: { $error }. The file may be cut short.
import-json-key = This object has a key “{ $key }” that none of the first { $rows } has. Put it into the first object too, empty, so that it is a column.
import-json-twice = This object has the key “{ $key }” twice.
import-json-keys = Line { $line }: the objects have more than { $most } different keys, so they are no rows of a table.
import-json-nested = “{ $text }” is nested: a cell holds a text, a number, yes or no, or a list of them.
import-locked = { $path } has a password, or is a workbook in the old XLS form. Save it as XLSX without a password and import that.
import-book-broken = { $path } is damaged or cut short: { $error }. Ask for it again, or open it and save it anew.
import-book-too-large = { $path } unpacks to more than { $most } MB in one part. Save the sheet as CSV: a text of any size is read.
import-book-parts = { $path } holds more than { $most } parts and is no usual workbook. Save the sheet as CSV and import that.
import-book-cells = { $path } has more than { $most } cells. Save the sheet as CSV: a text of any size is read.
import-cell-merged = The cells { $cells } are merged. Part them and write the value into each that it is meant for.
import-cell-formula = The cell { $cell } is a formula whose value is not in the file. Open it, let it calculate, and save it.
import-cell-error = The cell { $cell } shows { $error }.

# The screen of an import.
screen-import = Import: { $kind }
import-no-file-yet = Choose a file first: Enter on the first line, or paste a table.
import-missing-here = Nothing gives { $columns } yet. Say which column does, or give one value for every row.
import-question-open = A question is open: the line marked with “?”.
import-done-already = This is written already; u takes it back.
import-tray = Which file of your in-tray?
import-which-file = File, or paste a table:
import-which-kind = What are its rows?
import-which-table = Which sheet?
import-which-header = On which line are the columns named?
import-which-decimal = Which mark opens decimals?
import-which-days = In which order are days written?
import-which-column = Only rows with a value in which column?
import-which-field = Which field is the same in every row?
import-which-wanted = Only rows whose { $column } is:
import-which-value = { $field } of every row:
import-not-used = Not used
import-make-partners = Make all partners nobody knows
import-column-means = What is “{ $column }”?
import-value-means = What does “{ $text }” mean here?
import-alike = { $likeness } % alike
import-line = Line { $line }
import-first-shown = The first { $shown } of { $count } are shown. All rejected rows are in the file of rejects.
import-columns = Columns of the file, what each is read as, and its first values
import-missing = Missing
import-still-missing = { $columns }: map a column to it, or Enter gives one value for every row
import-choose-file = Enter chooses one, or paste a table
import-pasted = a table that was pasted
import-file = File
import-kind = Its rows are
import-failed = Not read
import-written = Form
import-header = Columns named
import-header-line = on line { $line }
import-as-before = all as { $who } said on { $at }
import-could-be = “{ $text }” could be { $readings }: Enter says it
import-file-shows = as the file shows
import-decimal = Decimals
import-days = Days
import-condition = Only rows with
import-add-condition = Enter or f adds a condition
import-constant = In every row
import-add-constant = Enter adds a value
import-create = Make new partners
import-outcome = Outcome
import-trial = Trial
import-try = { $rows } rows. Enter tries them; nothing is written.
import-fate-new = New
import-fate-changed = Changed
import-fate-same = Same
import-fate-rejected = Rejected
import-left-out = Left out
import-partners-made = Partners made
import-marked = Read with marks
import-rejects-in = Bad rows are in
import-written-down = Written as one action; u takes all of it back.
import-save-writes = Nothing is written yet; ^S writes it.
import-unknown = Not known here: Enter says what is meant
import-unknown-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
import-opening = Looking through the file… Esc stops.
import-trying = Trying: { $rows } of { $of } rows, { $rate } a second, { $left } s left. Esc stops.
import-writing = Writing: { $rows } of { $of } rows, { $rate } a second, { $left } s left. Esc stops and takes back.
import-stopped-back = Stopped. What was written is taken back.
about-import = read a file of somebody else's: CSV, XLSX, ODS, JSON, IATI or pasted
more-import = Import a file
import-quote-open = A quote that opens in the row of line { $line } never closes: everything behind it was taken into one cell. The file may be cut short.
