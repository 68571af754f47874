# What keeps data safe: the check, seals, backups, restoring.

cli-arg-seal = A seal somebody noted down, or its first digits: is it still in the chain?
cli-check-seals = { $records } records and { $seals } seals were looked at. The last seal, to be noted down: { $last }
cli-check-no-seal = The seal { $seal } is not in the chain: history was made anew since it was noted down.

seal-broken = History was changed behind the program’s back: “{ $title }” of { $at } by { $who } (action { $action }) is not as it was sealed (seal { $seal }).
seal-broken-before = The history of before the chain of seals is not as it was when the chain began (seal { $seal }).
seal-missing = Seal { $seal } is missing: history was removed behind the program’s back.
seal-no-action = Action { $action } was removed from history behind the program’s back (seal { $seal }).
seal-not-sealed = “{ $title }” of { $at } by { $who } (action { $action }) has no seal: it was not written by this program.
seal-changes-beyond = “{ $title }” of { $at } by { $who } (action { $action }) has more or fewer changes than were sealed.
seal-mark = “{ $title }” of { $at } by { $who } (action { $action }) is wrongly marked as taken back or standing.
seal-record-changed = This record was changed behind the program’s back: it is not what was last saved, at { $at } by { $who }.
seal-record-unknown = This record was added behind the program’s back: history does not know it.
seal-beside = What is kept beside the record { $owner }, its split or whom it names, was changed behind the program’s back: it does not follow from the record.
seal-record-gone = This record was removed behind the program’s back: history added it and it is not even in the bin.

right-leader = Backups and the server are for administrators and the owner; { $name } is neither.

backup-cannot = No backup was made: { $path } cannot be made: { $error }
backup-busy = No backup was made: another one of this file is under way. Try again in a moment.
backup-no-room = No copy was made: it wants { $wanted } MB on the disk of { $path }, and { $free } MB are free. Make room and try again.
backup-disk-full = No copy was made: the disk of { $path } is full. Nothing of it was left there. Make room and try again.
backup-changed = { $path } is not what it was when it was made: its SHA-256 is another. Choose another backup.
restore-none-such = There is no backup “{ $which }”, and it is no day. There are backups of: { $known }
restore-none-of-day = No backup is as old as { $which }. There are backups of: { $known }

backup-reason-day = of the day
backup-reason-hand = by hand
backup-reason-import = before an import
backup-reason-merge = before a merge
backup-reason-migration = before a new layout
backup-replaced = put aside by a restore
backup-name = Backup
backup-why = Why
backup-changed-last = Last change in it
backup-megabytes = MB
backup-whole = (whole)
backup-not-whole = (NOT whole)

cli-arg-back = Bring it back from the bin
cli-arg-restore = A backup by name or path, or a day: the newest backup that holds nothing later than that day (UTC)
cli-arg-restore-list = List the backups, newest first; as without arguments
cli-arg-restore-verify = List them and read each again: is it what it was when it was made?
cli-backed-up = Backed up to { $path }
    { $rows } rows, { $size } MB, checked; SHA-256 { $sha }
cli-restored-file = { $path } is now what { $from } held. Accounts and rights are as they were then too.
cli-restored-kept = What stood there is kept as { $kept } and comes back with: pledgebook --db { $path } restore { $kept }
    Forms not saved yet that were taken along: { $drafts }
cli-no-backups = There are no backups of this file yet. “pledgebook backup” makes one.

screen-backups = Backups
about-backups = copies of the whole file, to restore
backups-none = There are no backups yet: n makes one. Each day of work begins with one.
backups-ask = Restore the file of { $name }?
backups-leave = No, leave everything as it is
backups-go-on = Yes, restore it
backups-go-on-note = what stands here now is kept beside it
backups-making = Making a backup …
backups-made = Backed up: { $name }
backups-restoring = Restoring …
backups-restored = Restored. What stood there is kept as { $kept }.
backup-made = Made
backup-rows = Rows
backup-seal = Last seal
backup-sha = SHA-256

cli-arg-history-csv = Every change for auditors, oldest first, as CSV: who, when, from where, from what to what, and its seal
cli-arg-history-jsonl = The same as one JSON object a line; with --json as one list
cli-arg-history-from = Only from this day on (UTC)
cli-arg-history-to = Only up to the end of this day (UTC)
cli-arg-history-out = Write to this file
cli-arg-history-values = Say the first values of what was added too
cli-history-written = { $count } changes written to { $path }
