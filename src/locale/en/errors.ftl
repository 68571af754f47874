# What went wrong and what to do about it.

store-no-file = There is no file { $path }. Make it with “pledgebook init”, or try “pledgebook --demo”.
store-unreadable = { $path } cannot be read: { $error }
store-not-sqlite = { $path } is not a file of this program: it is not SQLite. Nothing in it was changed.
store-not-ours = { $path } is an SQLite file of another program. Nothing in it was changed.
store-newer = { $path } was written by a newer version of this program (file version { $file }, this program knows { $program }). Update the program.
store-older-read-only = { $path } is older than this program and must be brought up to date, but it is read-only. Make it writable, or copy it to where you may write.
store-exists = { $path } is there already and is left as it is. Choose another name.
store-cannot-make = { $path } cannot be made: { $error }
store-cannot-open = The file cannot be opened. Look whether it and its folder may be read.
store-permission = The system does not allow this. Look at the rights of the file and its folder.
store-read-only = The file is read-only here, so nothing can be saved.
store-busy = Others are saving right now. Nothing was lost: try again in a moment.
store-disk-full = The disk is full: nothing was saved, nothing lost. Make room and try again.
store-damaged = The file is damaged: { $error }. Restore the last backup; this file was not changed.
store-not-a-database-now = The file does not read as SQLite any more. Restore the last backup.
store-io = The disk or the system failed: { $error }
store-sql = The file could not answer: { $error }
store-stopped = Stopped. What was begun was taken back.
store-refused = This was refused without a reason. Nothing was written.
store-conflict = Somebody else changed “{ $title }” meanwhile. Nothing was written.

undo-nothing = You have done nothing that could be taken back.
undo-no-such-action = There is no action { $id }. “pledgebook history” lists them.
undo-already = “{ $title }” was taken back already.
undo-clash = “{ $title }” cannot be taken back as it was: somebody changed the same field since. Nothing was changed.
undo-made = What came with the file cannot be taken back.
redo-nothing = There is nothing to do again.

query-no-column = There is no field “{ $name }”. The fields are: { $known }.

value-missing = This must be filled.
value-too-long = This has { $length } characters; at most { $longest } can be kept.
value-code = “{ $text }” is not a code: at most 40 characters and no spaces.
value-year = “{ $text }” is not a year. Write four digits, from 1945 to 2100.
value-count = “{ $text }” is not a whole number.
value-percent = “{ $text }” is not a percentage. Write a number from 0 to 1000 with at most two decimals, as in 13 % or 7.5.
value-split-percent = The parts come to { $sum } %, which is more than 100 %.
value-split-sum = The parts come to { $sum } and the whole is { $whole }. Make them equal, or leave amounts away: 2020-2023 splits evenly.
value-split-range = “{ $text }”: a range of years takes even shares. Write each year with its amount, as in 2020 5.2m; 2021 5.2m.
value-split-twice = “{ $text }” stands twice. Give each one a single part.
value-usd-only = “{ $text }” is in another currency; this field is in US dollars.
value-currency-unknown = There is no currency “{ $text }”. Write its three-letter ISO 4217 code, as in USD or EUR.
value-choice = “{ $text }” is none of: { $choices }.
value-flag = “{ $text }” is neither yes nor no.
value-no-such-record = There is no { $kind } “{ $text }”.
value-several-records = “{ $text }” could be any of these: { $names }. Write the id or the code of the one you mean.
value-taken = Another record has “{ $text }” already.
value-ends-before = This is before the beginning, { $start }.
value-own-parent = A partner cannot be a part of itself.
value-parent-circle = { $name } stands under this record already: one of the two is above, not both.
value-done-on-without-done = Only what is done has a day on which it was done.
value-second-lead = { $name } leads this partner from { $from }; a partner has one lead at a time. End that assignment first.
value-already-deleted = “{ $title }” is in the bin already.
value-not-deleted = “{ $title }” is not in the bin.

value-above-zero = “{ $text }” is not above zero, as an amount here must be.
value-replaces-itself = A pledge cannot stand in for itself.
value-amendment-amount = { $kind ->
    [addition] An addition needs an amount above zero.
    [reduction] A reduction needs an amount below zero.
   *[other] A no-cost extension carries no amount; an addition does.
}
value-extends-nothing = This is not after { $ends }, the end in force so far.
value-signed-day = A signed agreement needs the day it was signed.
value-signed-amount = A signed agreement needs an amount.
value-signed-stage = It says that it was signed on { $day }: choose the stage that is signed, or empty that day.
value-day-ahead = { $day } lies ahead; today is { $today }.
value-part-freer = “{ $part }” is freer than the whole, which is “{ $whole }”: a part may be tied tighter, never freer.
value-before-signature = This is before the agreement was signed, on { $signed }.
value-instalments-beyond = The instalments would come to { $sum }, and the agreement with its amendments is { $whole }.
value-write-off-beyond = Only { $open } of this instalment is open.
value-instalment-of-another = This instalment belongs to another agreement: { $title }.
value-report-of-another = This report is owed under another agreement: { $title }.
value-replaced-already = Another version, of { $day }, stands in for this pledge already.
value-pledge-of-another = That pledge is of { $partner }.
value-hangs = “{ $title }” cannot go to the bin: { $count } { $kind ->
    [contribution] received contributions
    [instalment] instalments
    [amendment] amendments
    [agreement] agreements
    [report] reports
    [pledge] later versions
   *[other] write-offs
} hang on it (USD { $usd }). Move or delete those first.
remark-before-start = note: this is before the agreement starts, { $starts }
remark-no-rate = note: there is no rate for { $currency } on that day, so it has no value in US dollars and totals leave it out
remark-outside-plan = note: no plan covers { $years }
value-same-person = A portfolio is passed to somebody else.
value-accepted-before-submitted = It was not submitted yet: fill the day it was.
value-consent-missing = The report was first due on { $first }: say with whose consent it was extended.
value-passed-with-conflict = There is a conflict of interest: this needs a recorded waiver, or another status.
value-no-due-diligence = This partner has no check that was valid on { $day }: record a due diligence, or a waiver, first.
value-left = { $name } is not active any more.
whatif-negative = An agreement cannot be worth less than nothing.
whatif-currency = No rate for { $currency } here: type US dollars, or the agreement's own currency.
whatif-no-stage = No stage is called “{ $name }”. There are: { $known }.
whatif-not-there = Agreement { $id } is not there on this day, or is signed later.

# Rights, accounts and keys of a shared file.
right-missing = { $role ->
    [viewer] A viewer
    [officer] An officer
    [manager] A manager
    [finance] A finance officer
    [administrator] An administrator
   *[other] This account
} may not do this: the right “{ $action }” for “{ $kind }” is missing. An administrator can give it, among the rights of roles.
right-own = { $role ->
    [viewer] A viewer
    [officer] An officer
    [manager] A manager
    [finance] A finance officer
    [administrator] An administrator
   *[other] This account
} may do this for donors of the own portfolio only: the right “{ $action }” for other “{ $kind }” is missing. An administrator can give it, among the rights of roles.
right-owner = “{ $name }” is an account of this shared file. What is done to the file as a whole is done by its owner on the server.
right-shared = { $path } is shared: only its owner may open it here. Log in over SSH with your account; an administrator adds it.
right-no-kinds = “{ $text }” is neither a kind of record nor a group. Write a kind as in partner, or relations, portfolio, money, duties, reference, access or all.
right-administrator = Administrators keep accounts, keys and rights: somebody has to look after them.
right-twice = There is a row for this role, these records and this action already. Change that one.
account-no-entry = There is no account “{ $name }” that may log in. It may be suspended; ask an administrator.
account-last-administrator = “{ $name }” is the last administrator that can log in. Make somebody else administrator first.
account-login-form = “{ $text }” cannot be a login name. Begin with a small letter; then small letters, digits, - and _, at most 32.
account-key-form = This is not one public key of OpenSSH. Give the line of a .pub file, as in ssh-ed25519 AAAA…, without options.
account-key-taken = “{ $name }” has this key already. A key belongs to one account.

# The in-tray of an account.
tray-name = Files are read from your in-tray, by their name alone. “{ $name }” is not one. There: { $known }.
tray-no-file = There is no “{ $name }” in your in-tray. There: { $known }.
tray-no-plain-file = “{ $name }” in your in-tray is a folder or a link, not a file. There: { $known }.

# The file on a shared server.
store-replaced = { $path } is not the file that was opened: it was moved away, or another one was put in its place. Nothing was saved; what you typed is kept. Save again to save it into the file that is there now.
