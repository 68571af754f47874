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
seal-record-gone = This record was removed behind the program’s back: history added it and it is not even in the bin.
