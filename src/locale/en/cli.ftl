# The command line: its commands, options and answers.

cli-about = UN-Habitat's donors, partners and money in a terminal, over one file. Without a command it opens the screens.
cli-after-help = “pledgebook help COMMAND” tells more about a command. Exit codes: 0 done, 1 problems found, 2 failed.
cli-usage = Usage
cli-heading-commands = Commands
cli-heading-options = Options
cli-heading-arguments = Arguments and options

cli-about-init = Make a new file with the reference data of the papers
cli-about-list = List records of a kind, found by words and clauses
cli-about-show = Show one record
cli-about-add = Add a record
cli-about-set = Change fields of a record
cli-about-rm = Move a record to the bin, or bring it back
cli-about-restore = Put a backup in the place of the file, or list the backups
cli-about-undo = Take back your last action, or any action by its id
cli-about-redo = Do again what you took back last
cli-about-history = Show who changed what and when
cli-about-status = Show where things stand: income, core budget, donors, what is missing
cli-about-results = Show every indicator with baseline, target, value and how far it has come
cli-about-figures = List every figure with its rule and source
cli-about-explain = Show a figure with the records it adds up from
cli-about-import = Read records from a file of somebody else's: CSV, TSV, XLSX, ODS, JSON or IATI
cli-about-rates = Give money without a value in US dollars the rate of its day: rates fill
cli-about-export = Write records as CSV, a spreadsheet or JSON
cli-about-backup = Copy the file, whole and checked
cli-about-check = Check the file, its values and its references
cli-about-completions = Write a completion script for a shell
cli-about-man = Write the manual page
cli-about-help = Show this help, or that of a command

cli-arg-db = Work on this file instead of the default one
cli-arg-demo = Work on a throw-away copy of the public figures of 2010 to 2020
cli-arg-as-of = Read everything as of this day: 2020-12-31, 31 dec 20, eoy
cli-arg-lang = Speak this language: en, zh
cli-arg-json = Answer in JSON
cli-arg-lean = Draw for a slow line: fewer marks and columns, search after a pause. Over SSH it begins by itself when the line is slow; --lean=no keeps it off
cli-arg-help = Show help
cli-arg-version = Show the version
cli-arg-init-file = Where to make the file; the default place when not said
cli-arg-kind = Kind of record: partner, contribution, contact, rate, ...
cli-arg-which = The record: its id, code or name
cli-arg-query = Words to find, and clauses such as country=NOR stage!=giving "amount>1000" sort=-total
cli-arg-limit = Print at most so many
cli-arg-columns = Print these fields and computed columns, separated by commas
cli-arg-sort = Sort by these columns, separated by commas; - in front turns one round
cli-arg-bin = List the records in the bin
cli-arg-values = Fields and their values; “field=” empties one
cli-arg-action = The id of an action, as history shows it
cli-arg-rates = What to do: fill
cli-arg-figure = The figure: one of those “pledgebook figures” lists
cli-arg-year = The year of the figure
cli-arg-import-file = The file, or - for what is piped in
cli-arg-value = In our field FIELD their value A is our B; again for more values
cli-arg-decimal = The mark that opens decimals: point or comma
cli-arg-days = The order of days written as three numbers
cli-arg-sheet = The sheet of a workbook, by name or number; else the first
cli-arg-header = The line that names the columns; else it is looked for
cli-arg-forget = Do not take up what was said about this header before
cli-arg-map = Their column A is our field B; “A=-” leaves it out
cli-arg-set = Field A is B in every row
cli-arg-where = Only rows whose column A holds B; again for another column, or for another value of the same
cli-arg-create = Make partners that are not there yet
cli-arg-apply = Write; without it nothing is changed
cli-arg-out = Write to this file, or to this folder when no kind is said; - is the terminal
cli-arg-format = How to write; what the file's ending says when not said, else csv
cli-arg-export-columns = Only these columns, as lists have them; every field when not said
cli-arg-mark = Begin CSV with a byte order mark, by which spreadsheets know UTF-8
cli-arg-export-kind = Kind of record, or iati for what is published; every kind, one file each, when not said
cli-arg-safe = Make cells harmless that a spreadsheet would run as formulas
cli-arg-backup = Where to put the copy; among the backups of the file when nothing is said
cli-arg-shell = bash, zsh, fish, elvish or powershell
cli-arg-verb = A command

cli-import-help = “import iati FILE” reads a file of the IATI standard. Of a table columns are understood by the name of a field or by spellings seen in files of others (donor, year, amount_usd, contributor_type). Records are found by id, code or name; rows of contributions by what they say, so that the same file twice adds nothing twice. An empty cell changes nothing. Bad rows are told and kept beside the file with the reason.

cli-no-command = There is no command “{ $name }”.
cli-unknown-argument = “{ $name }” is not understood here.
cli-missing-argument = This is missing: { $name }
cli-wrong-value = “{ $value }” cannot be { $name }. { $known }
cli-conflict = { $name } and { $other } do not go together.
cli-see-help = “pledgebook help” shows what can be written.
cli-no-kind = There is no kind of record “{ $name }”. The kinds are: { $known }.
cli-no-language = “{ $code }” is not spoken here. The languages are: { $known }.
cli-no-home = There is no home folder to keep the default file in. Name a file with --db FILE.
cli-no-value = “{ $text }” is not of the form name=value.
cli-computed = { $name } is worked out from other fields and cannot be given.
cli-export-folder = Name a kind, or a folder for a file of each kind with --out FOLDER.
cli-cannot-write = { $path } cannot be written: { $error }
cli-migrated = The file was of version { $from } and was brought up to date. A copy of it as it was is { $backup }.
cli-clash = { $field }: { $who } changed this to “{ $theirs }” at { $at }; yours is “{ $mine }”. Nothing was written.
cli-deleted-meanwhile = { $who } moved this record to the bin at { $at }. Nothing was written.

cli-made = Made { $path }
cli-export-progress = { $rows } rows
cli-exported = { $count ->
    [one] { $count } record written to { $path }
   *[other] { $count } records written to { $path }
}
cli-removed = In the bin now: { $title }. “pledgebook undo” brings it back.
cli-restored = Back from the bin: { $title }
cli-undone = { $records ->
    [one] Taken back: { $title } ({ $records } record)
   *[other] Taken back: { $title } ({ $records } records)
}
cli-redone = { $records ->
    [one] Done again: { $title } ({ $records } record)
   *[other] Done again: { $title } ({ $records } records)
}
cli-taken-back = taken back by { $by }

cli-check-whole = The file is whole; every value reads and every reference leads somewhere.
cli-check-broken = The file is damaged here: { $what }
cli-check-reference = This leads to no record: { $text }
cli-check-form = “{ $text }” should be written “{ $wanted }”.

cli-not-formed = cannot be formed
cli-head-code = Code
cli-head-indicator = Indicator
cli-head-baseline = Baseline
cli-head-goal = Target
cli-head-today = Today
cli-head-standing = Standing
cli-head-from = From
cli-head-record = Record
cli-head-when = When
cli-head-adds = Adds
cli-left-out = Left out: { $title }: { $reason }
cli-head-fund = Fund
cli-head-target = Target USD
cli-head-received = Received USD
cli-fund-not-stated = Fund not stated
cli-status-core-gap = Gap of the core budget: { $published } published, { $recorded } from records; expected { $expected }, reserve { $reserve }
cli-status-pledged = Pledged and not signed: { $amount }
cli-status-core = Core budget { $year }: approved { $approved }, published as received { $published }, received in the records { $recorded }
cli-status-donors = Donors { $year }: { $donors } gave, { $core } governments to the core; new { $new }, returning { $returning }, continuing { $continuing }, lapsed { $lapsed }
cli-status-largest = The { $count } largest donors gave { $share } of the year's income.
cli-status-without-rate = { $count ->
    [one] { $count } contribution has no rate and is in no sum.
   *[other] { $count } contributions have no rate and are in no sum.
}

# Rates of the day.
cli-rates-title = Rates of the day
cli-rates-of = { $kind }: { $filled } got the rate of their day, { $left } still without one
cli-rates-none = All money has a value in US dollars.

cli-about-whatif = Compare what would be if agreements stood elsewhere; nothing is saved
cli-arg-moves = What moves: AGREEMENT=STAGE, AGREEMENT:amount=20m, AGREEMENT:day=2021-06-30
cli-no-move = “{ $text }” moves nothing. Write AGREEMENT=STAGE, AGREEMENT:amount=20m or AGREEMENT:day=2021-06-30.
cli-about-handover = Passes a portfolio to another focal point: donors, reports, actions and engagements, as one action
cli-about-engage = Lays the tasks of an engagement plan out for a partner, as one action
cli-arg-handover-from = Who hands over: code or name of a focal point
cli-arg-handover-to = Who receives it
cli-arg-handover-keep = A donor that stays; may stand several times
cli-arg-handover-dry = Shows the work of both before and after, and writes nothing
cli-arg-engage-partner = The partner: code or name
cli-arg-engage-plan = The engagement plan: its code, as in PROSPECT
cli-arg-engage-start = The day the tasks begin; today without it
cli-handover-load = { $name }: donors led { $leads } → { $leads_then }, reports owed { $reports } → { $reports_then }, actions { $actions } → { $actions_then }
cli-about-documents = Says which key documents are missing, and whether local files have changed
cli-arg-documents-check = Reads the local files the register points to: gone, changed, the same
cli-arg-documents-hash = Keeps the SHA-256 of local files that have none yet
documents-same = the same
documents-changed = changed since it was registered
documents-not-hashed = there, not hashed yet
documents-gone = does not open
documents-hashed = { $count } hashed
documents-hash-title = SHA-256 of documents

# Accounts of a shared file and their sessions.
cli-about-account = Look after the accounts of a shared file
cli-about-session = Open the screens for an account; the forced command of its keys
cli-arg-account-deed = What to do: add, list, role, suspend, resume, key or authorized-keys
cli-arg-account-words = The login name; after role the role; after key: add NAME FILE, or remove NAME FINGERPRINT
cli-arg-account-role = The role of a new account: viewer, officer, manager, finance or administrator
cli-arg-account-key = The .pub file of the key it logs in with
cli-arg-account-focal-point = The focal point whose donors are its own portfolio, by code or name
cli-arg-session-name = The login name of the account
cli-account-done = { $name }: done.
cli-account-words = Write account add NAME, list, role NAME ROLE, suspend NAME, resume NAME, key add NAME FILE, key remove NAME FINGERPRINT, or authorized-keys.
cli-account-no-key = “{ $name }” has no key with the fingerprint { $text }.
cli-account-path = { $path } cannot stand in a line of keys. Move it to a path of plain letters.
session-no-command = This account opens the screens and nothing else. Log in without a command, and with a terminal.
cli-arg-server = How the shared server fares instead: sessions, logins, slow requests, waits, size, last good backup
