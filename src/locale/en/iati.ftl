# Files of the IATI standard: what is wrong with them, what they hold, what is taken and published.

# Not XML, or not whole.
iati-no-xml = The file holds no XML. Wanted is an IATI activity or organisation file.
iati-root = The file begins with <{ $element }>. Wanted is <iati-activities> or <iati-organisations>.
iati-document-type = The file declares a document type. IATI files have none, and one can name entities that fill the memory or fetch other files: nothing of it is read. Remove the line that begins with <!DOCTYPE.
iati-entity = The entity “&{ $name };” is not one of the five of XML (amp, lt, gt, quot, apos). Write the character itself.
iati-mark-open = A comment or a tag begins here and never ends.
iati-mark-too-long = A comment or a tag begins here that is longer than any should be.
iati-broken-tag = A tag is broken here: a “<” that begins nothing, or a quotation mark that is missing.
iati-not-closed = The element that begins here is not closed before the next one or the end of the file.
iati-cut = The file ends before its last element is closed: it may have been cut off.
iati-too-large = The activity is larger than 24 MB. It is passed over.
iati-too-deep = Elements stand inside one another more than { $most } deep.
iati-not-well-formed = Not well-formed XML: { $error }
iati-not-utf-8 = Characters here are not UTF-8, which the file should be written in. They are shown as “�”.
iati-stray = <{ $element }> stands between the activities. The standard has nothing there.

# The schema.
iati-version-old = Version { $version } of the standard is no longer supported by it. The file is read, and not held against the schema of version 2.
iati-version-unknown = “{ $version }” is no version of the standard. Wanted is one such as 2.03.
iati-version-other = The file says version { $version }. It is held against version { $ours }.
iati-element-unknown = <{ $element }> is not known here.
iati-element-late = <{ $element }> must stand before <{ $after }>.
iati-element-twice = <{ $element }> may stand here once only.
iati-element-missing = <{ $element }> is missing.
iati-attribute-unknown = The attribute “{ $attribute }” is not known here.
iati-attribute-missing = The attribute “{ $attribute }” is missing.
iati-text-here = No text may stand here: “{ $text }”.
iati-wanted-decimal = { $name } is “{ $text }”. Wanted is a number such as 1250000.50, without exponent or thousands.
iati-wanted-day = { $name } is “{ $text }”. Wanted is a day such as 2021-08-31.
iati-wanted-instant = { $name } is “{ $text }”. Wanted is a moment such as 2021-08-31T12:00:00Z.
iati-wanted-flag = { $name } is “{ $text }”. Wanted is 1 or 0.
iati-wanted-count = { $name } is “{ $text }”. Wanted is a whole number.
iati-wanted-word = { $name } is “{ $text }”. Wanted is one word without spaces.

# Codes.
iati-code-unknown = “{ $code }” is not on the code list { $list }.
iati-code-not-listed = “{ $code }” is not on the code list { $list }, which does not have every code.
iati-code-withdrawn = “{ $code }” ({ $name }) was withdrawn from the code list { $list } { $day }.
iati-identifier-twice = The same identifier stands on line { $first } already.

# Rules.
iati-rule-other = A rule of the standard is not kept.
iati-rule-identifier = “{ $text }” should begin with the identifier of the reporting organisation, a hyphen, and then the activity's own.
iati-rule-own-identifier = The activity has the identifier of its organisation. It needs one of its own.
iati-rule-agency = “{ $text }” should begin with the code of an agency that registers organisations, such as XM-DAC or GB-COH.
iati-rule-characters = “{ $text }” must hold none of / & | ?.
iati-rule-spaces = “{ $text }” begins or ends with a space or a line end.
iati-rule-future = { $day } lies in the future.
iati-rule-order = { $start } comes after { $end }, the day it should come before.
iati-rule-year = The period from { $start } to { $end } is longer than one year.
iati-rule-within = { $day } lies outside the period from { $start } to { $end }.
iati-rule-percent = “{ $text }” is no per cent between 0 and 100.
iati-rule-each-percent = Where several stand, each needs its per cent.
iati-rule-hundred = The per cent add up to { $sum } and not to 100.
iati-rule-single-percent = What stands alone has 100 per cent, or says none.
iati-rule-dac-sector = A sector of OECD DAC (vocabulary 1) should stand beside the others.
iati-rule-dac-aid = An aid type of OECD DAC (vocabulary 1) should stand beside the others.
iati-rule-one-aid = One aid type of each vocabulary is enough.
iati-rule-own-code-named = A code of the publisher's own needs its name beside it.
iati-rule-place = Countries and regions stand with the activity, or with every transaction, not with both.
iati-rule-language = Neither the whole nor this text says its language.
iati-rule-currency = Neither the whole nor this amount says its currency.
iati-rule-narrative = The text is missing.
iati-rule-organisation = The organisation needs an identifier or a name.
iati-rule-start = The day the activity begins is missing, planned or real.
iati-rule-significance = The marker needs its significance.
iati-rule-sector = The sector is missing, with the activity or with every transaction.
iati-rule-sector-once = Sectors stand with the activity, or with every transaction, not with both.
iati-rule-value = The value is missing, and the indicator counts something.
iati-rule-number = The value should be a number: the indicator counts something.
iati-rule-no-value = The indicator is of words: it should have no value.
iati-rule-reference = The reference stands with the result or with its indicator, not with both.

# The check.
iati-about-check = A file to check: “iati” and its path
iati-checked = Version { $version }: activities { $activities }, organisations { $organisations }, transactions { $transactions }
iati-found = Critical { $critical }, errors { $errors }, warnings { $warnings }
iati-sound = Nothing is wrong with it.
iati-finding = Line { $line }
iati-grade-critical = critical
iati-grade-error = error
iati-grade-warning = warning
iati-more = { $count } more are counted and not shown.
iati-check-what = “{ $text }” is nothing that can be checked. Wanted is: check iati FILE.
iati-check-file = Which file? Wanted is: check iati FILE.
iati-amount = “{ $text }” is no amount. Wanted is a number such as 1250000.50.
codelist-wanted = The file is no official code list. Wanted is one that begins with <codelist name="...">.

# What is published.
iati-us = United Nations Human Settlements Programme (UN-Habitat)
iati-name-withheld = Name withheld
iati-of-agreement = Money UN-Habitat receives under an agreement with { $donor }.
iati-pledges = Pledges to UN-Habitat, { $year }
iati-about-pledges = Money that was said and not yet signed for. It is not counted as income.
iati-contributions = Contributions to UN-Habitat, { $year }
iati-contributions-of = Contributions to UN-Habitat, { $year }: { $earmarking }
iati-about-contributions = Money UN-Habitat received under no agreement of its own. Where only the year is recorded, the day is 31 December. Negative amounts correct earlier years.
iati-results = Results of the resource mobilization strategy of UN-Habitat
iati-about-results = Indicators and targets of the resource mobilization strategy, with the values that were reported.
iati-area = Area: { $area }
iati-embargo = The setting “iati-embargo” is “{ $text }”. Wanted is a number of days, or a day such as 2021-06-30.
iati-published = Activities { $activities }, transactions { $transactions }: { $path }
iati-published-organisation = Organisation: { $path }
iati-kept-confidential = Kept back because it is confidential or not open: { $count }
iati-kept-embargo = Kept back because it is younger than the embargo: { $count }
iati-kept-agreement = Kept back because its agreement is not published: { $count }
iati-export-where = Where to? Name a folder for both files, or a file that ends in .xml for the activities: --out iati

# What is taken from files.
iati-refused = { $place }: { $reason }
iati-progress = Read { $done } of { $of } kB, { $left } s left. Ctrl-C stops and takes back what was written.
iati-about-us = About UN-Habitat: activities and organisations { $entries }, transactions that bring it money { $transactions }
iati-broken = Not read because they are broken: { $count }
iati-counts = { $kind }: new { $new }, changed { $changed }, same { $same }, rejected { $rejected }
iati-implied = The receiver is not named. UN-Habitat alone does the work, so the money is taken as its own.
iati-names-us = The activity names UN-Habitat and brings it no money: nothing of it is taken.
iati-nothing = “{ $text }” comes to nothing in the smallest unit of its currency and is left out.
iati-rounded = “{ $text }” was rounded to { $read }.
iati-no-day = The day is missing.
iati-no-currency = Neither the amount nor the activity says a currency.
iati-donor-unknown = Nobody here has the identifier “{ $text }”, and the file gives no name. Add it to the partner's field iati, or add the partner.
iati-with-agreement = The agreement of this activity was not taken, so its money is not either: the file can be read again when that is mended.

# Code lists.
cli-about-codelist = Code lists of the IATI standard: list, show, update from a newer file
cli-arg-codelist-what = list, show or update
cli-arg-codelist-which = For show the list, as in Sector; for update the official file of a list
codelist-which = Which? Wanted is: codelist { $what } and the name of a list, or the file of a newer one.
codelist-unknown = There is no code list “{ $name }”. “codelist list” names them all.
codelist-withdrawn = withdrawn
codelist-updated = { $list }: new { $new }, changed { $changed }, withdrawn { $withdrawn }
more-publish = Publish (IATI)
about-publish = writes what may be published, checked, among the exports
said-published = Sound: { $activities } activities written, { $kept } records kept back: { $path }
said-published-unsound = Not sound, see “pledgebook check iati”: { $activities } activities written, { $kept } records kept back: { $path }

# The screen of a file of the standard.
screen-import-activities = Import: activities of the IATI standard
iati-version = IATI { $version }
iati-holds = It holds
iati-holds-all = activities { $activities }, organisations { $organisations }, transactions { $transactions }
iati-of-it-ours = About UN-Habitat
iati-holds-ours = named in { $entries }, transactions that bring it money { $transactions }
iati-not-readable = Broken
iati-notes = Worth knowing
iati-enter-shows = Enter shows them
iati-trying = Trying: { $rows } of { $of } kB, { $left } s left. Esc stops.
iati-writing = Writing: { $rows } of { $of } kB, { $left } s left. Esc stops and takes back.
