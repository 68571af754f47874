//! Which records may be one and the same: candidates by shared keys, never by comparing all with all, each with its
//! reasons. It refuses to decide: people say whether they are.

use std::collections::HashMap;

use super::fold::{fold, initials, likeness_folded};
use super::record::Id;

/// Why two records may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The same words in any order, whatever accents and case; a name and another name of the other.
    Name,
    /// The same words but for those that say what kind of body it is: Kingdom of, Government of.
    Core,
    /// The same identifier: of the IATI standard, of a file, of a document.
    Identifier,
    Email,
    /// The same web site.
    Site,
    /// The same name in another script.
    Script,
    /// The acronym of one is that of the other, or the first letters of its name.
    Acronym,
    /// Names alike, so much of 100.
    Alike(u8),
    /// The same country, or the same partner.
    Place,
}

impl Reason {
    /// The end of the message key `alike-WORD`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Core => "core",
            Self::Identifier => "identifier",
            Self::Email => "email",
            Self::Site => "site",
            Self::Script => "script",
            Self::Acronym => "acronym",
            Self::Alike(_) => "likeness",
            Self::Place => "place",
        }
    }

    /// How sure it makes, of 100; a place by itself says nothing.
    const fn weight(self) -> u8 {
        match self {
            Self::Name => 96,
            Self::Identifier => 95,
            Self::Email => 92,
            Self::Core => 88,
            Self::Site => 86,
            Self::Script => 84,
            Self::Acronym => 78,
            Self::Alike(likeness) => likeness.saturating_sub(4),
            Self::Place => 0,
        }
    }
}

/// What is known of a record that may be another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    pub id: Id,
    /// Every name it has.
    pub names: Vec<String>,
    pub acronym: String,
    pub website: String,
    pub email: String,
    pub identifier: String,
    /// Its country or partner.
    pub place: Option<Id>,
    /// The record above it: a body and its parent are two.
    pub parent: Option<Id>,
}

/// Two records that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Their places among what was given, the earlier first.
    pub one: usize,
    pub other: usize,
    /// How sure, of 100.
    pub score: u8,
    /// The strongest first.
    pub reasons: Vec<Reason>,
}

/// What is offered at least.
const LEAST: u8 = 75;
/// From which likeness names count as alike.
const ALIKE: u8 = 86;
/// More records than this share a key by chance.
const MOST: usize = 40;
/// The same for a web site: many bodies of one house share one.
const MOST_SITE: usize = 8;
/// Neighbours in the order of sounds that are compared.
const NEIGHBOURS: usize = 3;
/// What a place that differs takes away, and one that is the same, or one more reason, adds.
const ELSEWHERE: u8 = 22;
const MORE: u8 = 2;

/// Words that say what kind of body it is and not which.
const FILLERS: [&str; 34] = [
    "the",
    "of",
    "and",
    "for",
    "a",
    "an",
    "in",
    "government",
    "govt",
    "kingdom",
    "republic",
    "royal",
    "federal",
    "state",
    "states",
    "commonwealth",
    "de",
    "la",
    "le",
    "les",
    "du",
    "des",
    "et",
    "l",
    "d",
    "del",
    "y",
    "inc",
    "ltd",
    "llc",
    "gmbh",
    "corp",
    "co",
    "corporation",
];

/// A record taken apart.
struct Parts {
    /// Folded names, their words sorted, and their words without fillers.
    names: Vec<(String, String, String)>,
    /// The consonants of its first name in Latin letters.
    sounds: Vec<String>,
    acronyms: Vec<String>,
    initials: Vec<String>,
    site: String,
    email: String,
}

impl Parts {
    fn of(known: &Known) -> Self {
        let names: Vec<(String, String, String)> = known
            .names
            .iter()
            .map(|name| fold(name))
            .filter(|folded| !folded.is_empty())
            .map(|folded| {
                let mut words: Vec<&str> = folded.split(' ').collect();
                words.sort_unstable();
                let core: Vec<&str> = words.iter().copied().filter(|word| !FILLERS.contains(word)).collect();
                let (words, core) = (words.join(" "), core.join(" "));
                (folded, words, core)
            })
            .collect();
        let sounds = names.iter().map(|(folded, ..)| sounds(folded)).filter(|text| text.len() > 3).collect();
        let initials = known.names.iter().map(|name| initials(name)).filter(|text| text.chars().count() > 2).collect();
        let acronyms = Some(fold(&known.acronym)).filter(|text| text.chars().count() > 1).into_iter().collect();
        Self { names, sounds, acronyms, initials, site: site(&known.website), email: known.email.trim().to_lowercase() }
    }
}

/// The host of an address without `www`; empty where there is none.
#[must_use]
pub fn site(address: &str) -> String {
    let address = address.trim().to_lowercase();
    let host = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    if host.contains('.') { host.to_owned() } else { String::new() }
}

/// The consonants of a folded text as Latin letters: what is left when a name is written in another script, or in another
/// spelling of the same sounds.
#[must_use]
pub fn sounds(folded: &str) -> String {
    let mut latin = String::new();
    for c in folded.chars() {
        match c {
            'a'..='z' | '0'..='9' => latin.push(c),
            _ => latin.push_str(in_latin(c)),
        }
    }
    let latin = ["sch", "sh", "ch", "zh", "kh", "ph", "th", "ts", "dj", "gh"]
        .iter()
        .zip(["s", "s", "s", "z", "h", "f", "t", "s", "j", "g"])
        .fold(latin, |text, (from, to)| text.replace(from, to));
    let mut sounds = String::new();
    for c in latin.chars() {
        let sound = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' => continue,
            'c' | 'q' => 'k',
            'w' => 'v',
            'z' => 's',
            'j' => 'g',
            other => other,
        };
        if !sounds.ends_with(sound) {
            sounds.push(sound);
        }
    }
    sounds
}

/// A letter of the Cyrillic, Greek or Arabic script, folded, in Latin letters; nothing for others.
const fn in_latin(c: char) -> &'static str {
    match c {
        'а' | 'я' | 'α' | 'ا' => "a",
        'б' | 'ب' | 'پ' => "b",
        'в' | 'β' | 'و' => "v",
        'г' | 'γ' | 'ґ' | 'گ' | 'غ' => "g",
        'д' | 'δ' | 'د' | 'ض' => "d",
        'е' | 'э' | 'є' | 'ε' | 'η' => "e",
        'ж' | 'ژ' => "zh",
        'з' | 'ζ' | 'ز' | 'ظ' | 'ذ' => "z",
        'и' | 'і' | 'ї' | 'ι' | 'ы' | 'й' | 'ي' => "i",
        'к' | 'κ' | 'ك' | 'ق' => "k",
        'л' | 'λ' | 'ل' => "l",
        'м' | 'μ' | 'م' => "m",
        'н' | 'ν' | 'ن' => "n",
        'о' | 'ο' | 'ω' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' | 'ر' => "r",
        'с' | 'σ' | 'س' | 'ص' => "s",
        'т' | 'τ' | 'θ' | 'ت' | 'ط' | 'ث' => "t",
        'у' | 'υ' | 'ю' => "u",
        'ф' | 'φ' | 'ف' => "f",
        'х' | 'χ' | 'ح' | 'ه' | 'خ' => "h",
        'ц' => "ts",
        'ч' | 'چ' => "ch",
        'ш' | 'ش' | 'щ' => "sh",
        'ج' => "j",
        'ξ' => "ks",
        'ψ' => "ps",
        _ => "",
    }
}

/// Pairs compared before it is asked whether to go on.
const STEP: usize = 2_000;

/// The pairs that may be one, the surest first, at most `most`; those in which `only` is, where one is named. `go_on` is
/// told how many of how many are compared, and ends it with what was found so far.
pub fn pairs(known: &[Known], only: Option<Id>, most: usize, go_on: &mut dyn FnMut(usize, usize) -> bool) -> Vec<Pair> {
    let parts: Vec<Parts> = known.iter().map(Parts::of).collect();
    let asked = |one: usize, other: usize| only.is_none_or(|id| known[one].id == id || known[other].id == id);
    let mut candidates = candidates(known, &parts);
    candidates.retain(|(one, other)| asked(*one, *other));
    let mut found = Vec::new();
    for (done, (one, other)) in candidates.iter().enumerate() {
        if done % STEP == 0 && !go_on(done, candidates.len()) {
            break;
        }
        found.extend(compare(known, &parts, *one, *other));
    }
    found.sort_by_key(|pair| (std::cmp::Reverse(pair.score), known[pair.one].id, known[pair.other].id));
    found.truncate(most);
    found
}

/// Pairs that share a key, or stand beside each other in the order of their sounds; each once.
fn candidates(known: &[Known], parts: &[Parts]) -> Vec<(usize, usize)> {
    let mut blocks: HashMap<(u8, &str), Vec<usize>> = HashMap::new();
    for (at, part) in parts.iter().enumerate() {
        let mut keys: Vec<(u8, &str)> = Vec::new();
        for (folded, words, core) in &part.names {
            keys.extend([(0, words.as_str()), (1, core.as_str())]);
            keys.extend(folded.split(' ').filter(|word| word.chars().count() > 3).map(|word| (2, word)));
        }
        keys.extend(part.sounds.iter().map(|key| (3, key.as_str())));
        keys.extend(part.acronyms.iter().chain(&part.initials).map(|key| (4, key.as_str())));
        keys.extend([(5, part.site.as_str()), (6, part.email.as_str()), (7, known[at].identifier.as_str())]);
        keys.sort_unstable();
        keys.dedup();
        for key in keys.into_iter().filter(|(_, text)| !text.is_empty()) {
            blocks.entry(key).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for ((of, _), block) in &blocks {
        let most = if *of == 5 { MOST_SITE } else { MOST };
        if block.len() <= most {
            found.extend(
                block.iter().enumerate().flat_map(|(at, one)| block[at + 1..].iter().map(move |other| (*one, *other))),
            );
        } else if *of < 2 || *of > 5 {
            found.extend(block.windows(2).map(|two| (two[0], two[1])));
        }
    }
    let mut order: Vec<usize> = (0..parts.len()).filter(|at| !parts[*at].sounds.is_empty()).collect();
    order.sort_by(|one, other| parts[*one].sounds[0].cmp(&parts[*other].sounds[0]));
    for (at, one) in order.iter().enumerate() {
        let near = order[at + 1..].iter().take(NEIGHBOURS);
        found.extend(near.map(|other| (*one.min(other), *one.max(other))));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Why two records may be one; none where it is not likely enough.
fn compare(known: &[Known], parts: &[Parts], one: usize, other: usize) -> Option<Pair> {
    let (a, b) = (&parts[one], &parts[other]);
    let (left, right) = (&known[one], &known[other]);
    if left.parent == Some(right.id) || right.parent == Some(left.id) {
        return None;
    }
    let share = |left: &[String], right: &[String]| left.iter().any(|text| right.contains(text));
    let mut reasons = Vec::new();
    let mut add = |holds: bool, reason: Reason| reasons.extend(holds.then_some(reason));
    let same_words = a.names.iter().any(|(_, words, _)| b.names.iter().any(|(_, other, _)| other == words));
    let same_core =
        a.names.iter().any(|(.., core)| !core.is_empty() && b.names.iter().any(|(.., other)| other == core));
    add(same_words, Reason::Name);
    add(!left.identifier.is_empty() && left.identifier == right.identifier, Reason::Identifier);
    add(!a.email.is_empty() && a.email == b.email, Reason::Email);
    add(same_core && !same_words, Reason::Core);
    add(!a.site.is_empty() && a.site == b.site, Reason::Site);
    add(!same_words && !same_core && share(&a.sounds, &b.sounds), Reason::Script);
    let acronym = share(&a.acronyms, &b.acronyms) || share(&a.acronyms, &b.initials) || share(&a.initials, &b.acronyms);
    add(acronym, Reason::Acronym);
    if !same_words && !same_core {
        let each =
            a.names.iter().flat_map(|(left, ..)| b.names.iter().map(move |(right, ..)| likeness_folded(left, right)));
        let likeness = each.max().unwrap_or(0);
        add(likeness >= ALIKE, Reason::Alike(likeness));
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.weight()));
    let first = reasons.first()?.weight();
    let more = MORE * u8::try_from(reasons.len() - 1).unwrap_or(0).min(3);
    let known_places = left.place.zip(right.place);
    let score = match known_places {
        Some((one, other)) if one != other => (first + more).saturating_sub(ELSEWHERE),
        Some(_) => first + more + MORE,
        None => first + more,
    };
    if known_places.is_some_and(|(one, other)| one == other) {
        reasons.push(Reason::Place);
    }
    (score >= LEAST).then_some(Pair { one, other, score: score.min(99), reasons })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(id: Id, name: &str) -> Known {
        Known { id, names: vec![name.to_owned()], ..Known::default() }
    }

    fn reasons(one: Known, other: Known) -> Vec<Reason> {
        pairs(&[one, other], None, 10, &mut |_, _| true).pop().map_or_else(Vec::new, |pair| pair.reasons)
    }

    #[test]
    fn spellings_of_one_body_are_found_with_why() {
        let said = |one: &str, other: &str| reasons(body(1, one), body(2, other));
        assert_eq!(said("Norway, Kingdom of", "KINGDOM OF NORWAY"), [Reason::Name]);
        assert_eq!(said("Norway", "Government of Norway"), [Reason::Core]);
        assert!(
            said("Norwegian Refugee Council", "Norwegian Refuge Council")
                .iter()
                .any(|one| matches!(one, Reason::Alike(_)))
        );
        assert!(said("Rossotrudnichestvo", "Россотрудничество").contains(&Reason::Script));
        assert!(said("Ministry of Finance, Chad", "Ministry of Finance, Kenya").is_empty());
        assert!(said("Niger", "Nigeria").is_empty());
        assert!(said("Congo", "Democratic Republic of the Congo").is_empty());
    }

    #[test]
    fn acronyms_sites_and_identifiers_are_keys_and_places_weigh() {
        let sida = Known { acronym: "SIDA".to_owned(), ..body(1, "Sida") };
        let long = body(2, "Swedish International Development Agency");
        assert_eq!(reasons(sida.clone(), long.clone()), [Reason::Acronym]);
        let elsewhere = |known: Known, place: Id| Known { place: Some(place), ..known };
        assert!(reasons(elsewhere(sida, 1), elsewhere(long, 2)).is_empty(), "the same letters in two countries");
        let site = |known: Known, address: &str| Known { website: address.to_owned(), ..known };
        let two = [site(body(1, "Norad"), "https://www.norad.no/en"), site(body(2, "Norwegian agency"), "NORAD.no")];
        assert_eq!(pairs(&two, None, 9, &mut |_, _| true)[0].reasons, [Reason::Site]);
        let id = |known: Known| Known { identifier: "NO-BRC-1".to_owned(), ..known };
        assert_eq!(reasons(id(body(1, "Alpha")), id(body(2, "Zeta"))), [Reason::Identifier]);
    }

    #[test]
    fn a_body_and_its_parent_are_two() {
        let child = Known { parent: Some(1), ..body(2, "Government of Norway") };
        assert!(pairs(&[body(1, "Norway"), child], None, 9, &mut |_, _| true).is_empty());
    }

    #[test]
    fn only_the_pairs_of_one_record_where_one_is_asked_about() {
        let known = [body(1, "Norway"), body(2, "Kingdom of Norway"), body(3, "Sweden"), body(4, "Sweden")];
        assert_eq!(pairs(&known, None, 9, &mut |_, _| true).len(), 2);
        let of = pairs(&known, Some(4), 9, &mut |_, _| true);
        assert_eq!(of.iter().map(|pair| (pair.one, pair.other)).collect::<Vec<_>>(), [(2, 3)]);
    }

    #[test]
    fn sounds_are_the_same_in_every_script() {
        for (one, other) in [("rossiya", "россия"), ("moskva", "москва"), ("athina", "αθηνα"), ("qatar", "قطر")]
        {
            assert_eq!(sounds(&fold(one)), sounds(&fold(other)), "{one} {other}");
        }
    }
}
