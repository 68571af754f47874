# Records that may be one, and two that become one.
screen-duplicates = Duplicates
about-duplicates = partners that may be one and the same, told apart or merged
alike-title = May be one: { $of }
alike-title-apart = Told apart: { $of }
alike-looking = Looking for records that may be one.
alike-none = None.
alike-sure = Sure
alike-one = One
alike-other = The other
alike-why = Why
alike-name = same words
alike-core = same but for its form
alike-identifier = same identifier
alike-email = same address
alike-site = same web site
alike-script = same name in another script
alike-acronym = same acronym
alike-likeness = names alike by { $likeness } %
alike-place = same country or partner
alike-not-this-kind = Records of kind { $kind } have no names by which they could be taken for one another.
said-not-same = Two, not one: { $one } and { $other }. They are not offered again; ] shows them.
said-perhaps-same = { $one } and { $other } may be offered again.

merge-title = Two records that are one
merge-into = “{ $lose }” becomes “{ $keep }”. It goes to the bin as it is; its names stay as other names.
merge-moves = Moved: { $what }
merge-nothing = nothing
merge-deputies = { $count ->
    [one] 1 lead becomes a deputy: a donor has one lead at a time.
   *[other] { $count } leads become deputies: a donor has one lead at a time.
}
merge-kept = m  kept
merge-lost = t  into the bin
merge-two = Mark the two records that are one with Space, then D.
merge-the-same = This is one record already: name two.
merge-not-this-kind = Records of kind { $kind } are not merged: rules and papers name each of them.
merge-changed = { $title } was changed by { $who } at { $at }. Look again at what is to stay; nothing was merged.
merge-hidden = A record of kind { $kind } that you may not see points to it. Nothing was merged; ask somebody who may.
said-merged = { $count ->
    [one] Merged into { $title }: 1 record changed. u takes it back.
   *[other] Merged into { $title }: { $count } records changed. u takes it back.
}

key-duplicates = same?
help-duplicates = Records that may be this one, or any other of the list; the two marked side by side.
key-not-same = not the same
help-not-same = These are two: do not offer them again. Among those told apart: offer them again.
key-swap = swap
help-swap = Keep the other of the two.
context-duplicates = Duplicates
context-merge = Two records side by side

cli-about-duplicates = List records that may be one and the same, with why
cli-about-merge = Make two records one: references are moved, nothing is lost, undo takes it back
cli-arg-duplicates-kind = Kind of record; partner when not said
cli-arg-duplicates-of = Only what may be the same as this record
cli-arg-duplicates-apart = List the pairs that were told apart
cli-arg-not-same = These two are not one: do not offer them again
cli-arg-perhaps-same = Offer these two again
cli-arg-merge-keep = The record that stays
cli-arg-merge-lose = The record that goes to the bin
cli-arg-merge-take = Whose text of a field stays: keep, lose or both
cli-arg-merge-dry = Say what would be moved and taken, and do nothing
cli-merge-take = { $text } is no choice: write FIELD=keep, FIELD=lose, or for texts FIELD=both.
cli-merged = { $lose } is { $keep } now. “pledgebook undo” makes them two again.
cli-merge-would = { $lose } would become { $keep }. Nothing was done.
