# Reading files in: what was found, what was left out.

import-unreadable = { $path } cannot be read: { $error }
import-folder = { $path } is a folder. Name a CSV file in it.
import-not-text = { $path } is not a text file. Save the table as CSV and import that.
import-empty = { $path } has no header line: the first line must name the columns.
import-column-twice = Two columns are called “{ $column }”. Rename one.
import-no-column = There is no column “{ $column }” in the file. Its columns are: { $known }.
import-two-columns = The columns “{ $first }” and “{ $second }” both mean { $field }. Leave one out with --map "{ $second }=-".
import-missing-columns = No column gives { $columns }. The file's columns are: { $known }. Say which is which with --map theirs=ours, or give one value for all rows with --set field=value.
import-one-column = The file has only one column, “{ $header }”. Its delimiter is none of comma, semicolon, tab and |.
import-ragged = The row has { $cells } cells where the header has { $columns }.
import-met-before = The same record stands on line { $line } already.

import-progress = Rows read: { $rows }. Ctrl-C stops and takes back what was written.
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
    [one] { $count } row was left out by --where.
   *[other] { $count } rows were left out by --where.
}
import-partners = Partners made: { $count }
import-rejects = Bad rows are kept in { $path }
import-applied = Written as one action; “pledgebook undo” takes all of it back.
import-nothing = Nothing had to be written.
import-dry = Nothing was written. Add --apply to write.
