//! Words made comparable: one form for search, whatever the accents, case or script, and how alike two names are.
//! It refuses to be shown to people: folded text is for finding and comparing only.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The form a text is searched in: NFKD without marks, lower case, letters unified, each Chinese or Japanese character
/// a word of its own, everything else but letters and digits a space, spaces single and none at the ends.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = Folded(String::with_capacity(text.len()));
    if text.is_ascii() {
        text.chars().for_each(|c| folded.push(c.to_ascii_lowercase()));
        return folded.finish();
    }
    // Hangul comes back together under NFC; marks are gone by then, so nothing else does.
    let bare = text.nfkd().filter(|&c| !is_invisible(c)).nfc();
    for c in bare.flat_map(char::to_lowercase).nfkd().nfc() {
        folded.push_unified(c);
    }
    folded.finish()
}

/// Folded text while it grows; it never holds two spaces in a row.
struct Folded(String);

impl Folded {
    fn push(&mut self, c: char) {
        if is_cjk(c) {
            self.space();
            self.0.push(c);
            self.space();
        } else if c.is_alphanumeric() {
            self.0.push(c);
        } else {
            self.space();
        }
    }

    /// Pushes a character with the letters that marks do not explain written as the plain ones.
    fn push_unified(&mut self, c: char) {
        let plain = match c {
            'ø' => "o",
            'ł' => "l",
            'đ' | 'ð' => "d",
            'ı' => "i",
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'þ' => "th",
            'ς' => "σ",
            'ٱ' => "ا",
            'ى' | 'ی' => "ي",
            'ک' => "ك",
            'ة' => "ه",
            _ if is_invisible(c) => return,
            _ => return self.push(c),
        };
        self.0.push_str(plain);
    }

    fn space(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(' ') {
            self.0.push(' ');
        }
    }

    fn finish(mut self) -> String {
        if self.0.ends_with(' ') {
            self.0.pop();
        }
        self.0
    }
}

/// Marks, the Arabic stretching line, and characters without a width.
fn is_invisible(c: char) -> bool {
    is_combining_mark(c) || matches!(c, 'ـ' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Han and kana, written without spaces between words.
const fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The words of a folded text that begin with the Arabic article, without it: people look for them either way. Empty
/// where there are none; a word of the article and one letter more is taken for a word.
#[must_use]
pub fn without_article(folded: &str) -> String {
    let words = folded.split(' ').filter_map(|word| word.strip_prefix("ال"));
    words.filter(|rest| rest.chars().count() > 1).collect::<Vec<_>>().join(" ")
}

/// The first letters of the words of a text, folded: `sida` for the Swedish International Development Agency.
#[must_use]
pub fn initials(text: &str) -> String {
    fold(text).split(' ').filter_map(|word| word.chars().next()).collect()
}

/// The least likeness of two words, of 100, that counts as the same word misspelt.
const SAME_WORD: usize = 60;

/// How alike two names are, 0 to 100, whatever their accents, case and word order; 100 is the same words.
///
/// # Panics
/// Never: every share is at most 100 of 100.
#[must_use]
pub fn likeness(a: &str, b: &str) -> u8 {
    likeness_folded(&fold(a), &fold(b))
}

/// The same of texts that are folded already.
///
/// # Panics
/// Never: every share is at most 100 of 100.
#[must_use]
pub fn likeness_folded(a: &str, b: &str) -> u8 {
    if a == b {
        return 100;
    }
    let whole = |text: &str| text.replace(' ', "");
    let best = by_words(a, b).max(by_letters(&whole(a), &whole(b)));
    u8::try_from(best).expect("a likeness is at most 100")
}

/// How alike two runs of letters are, 0 to 100: the share of the longer that needs no edit.
fn by_letters(a: &str, b: &str) -> usize {
    let longer = a.chars().count().max(b.chars().count());
    // Beyond this many edits the answer would not count as the same word.
    let most = longer * (100 - SAME_WORD) / 100;
    distance(a, b, most).map_or(0, |edits| 100 - (100 * edits).div_ceil(longer.max(1)))
}

/// How alike two texts are word by word, 0 to 100, longer words weighing more; words may stand in any order.
fn by_words(a: &str, b: &str) -> usize {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(' ').filter(|word| !word.is_empty());
        words.map(ToOwned::to_owned).collect()
    };
    // The order of the arguments must not matter, and the pairing below takes the best match first come.
    let (few, many) =
        if (words(a).len(), a) <= (words(b).len(), b) { (words(a), words(b)) } else { (words(b), words(a)) };
    let size = |word: &String| word.chars().count();
    let total: usize = few.iter().chain(&many).map(size).sum();
    let mut free: Vec<Option<&String>> = many.iter().map(Some).collect();
    let mut alike = 0;
    for word in &few {
        let best = free
            .iter()
            .enumerate()
            .filter_map(|(at, other)| Some((by_letters(word, (*other)?), at)))
            .max_by_key(|&(likeness, at)| (likeness, usize::MAX - at));
        if let Some((likeness, at)) = best.filter(|(likeness, _)| *likeness >= SAME_WORD) {
            let other = free[at].take().expect("only free words are compared");
            alike += likeness * (size(word) + size(other));
        }
    }
    alike / total.max(1)
}

/// Whether two words differ by at most `max` letters added, dropped, changed or swapped with the next; compared as
/// given, so fold them first.
#[must_use]
pub fn near(a: &str, b: &str, max: usize) -> bool {
    distance(a, b, max).is_some()
}

/// The Damerau distance of two words (no letter edited twice); none when it is above `max`.
fn distance(a: &str, b: &str, max: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > max {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &other) in b.iter().enumerate() {
            let change = last[j] + usize::from(letter != other);
            let mut edits = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && letter == b[j - 1] && a[i - 1] == other {
                edits = edits.min(before[j - 1] + 1);
            }
            row.push(edits);
        }
        // A swap reaches two rows back, but costs as much as dropping a letter there, which this row holds.
        if row.iter().all(|&edits| edits > max) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|&edits| edits <= max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_many_scripts_fold() {
        for (text, folded) in [
            ("Norway", "norway"),
            ("  The  World-Bank (IBRD), ", "the world bank ibrd"),
            ("Ødegård", "odegard"),
            ("Łódź", "lodz"),
            ("Đorđe", "dorde"),
            ("Straße", "strasse"),
            ("STRAẞE", "strasse"),
            ("ISTANBUL İstanbul ısı", "istanbul istanbul isi"),
            ("Æsir Œuvre Þór Ðað", "aesir oeuvre thor dad"),
            ("Côte d’Ivoire", "cote d ivoire"),
            ("Nor\u{ad}way\u{200b}", "norway"),
            ("Фёдор Майский", "федор маискии"),
            ("أحمد", "احمد"),
            ("إسلامـــية آل ٱلله", "اسلاميه ال الله"),
            ("مُحَمَّد", "محمد"),
            ("على یک", "علي يك"),
            ("联合国人居署", "联 合 国 人 居 署"),
            ("日本 JICA協力", "日 本 jica 協 力"),
            ("ガーナ", "カ ー ナ"),
            ("대한민국", "대한민국"),
            ("ＵＮ－Ｈａｂｉｔａｔ", "un habitat"),
            ("ﬁnance № 5²", "finance no 52"),
            ("!?", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn arabic_words_lose_their_article_and_others_nothing() {
        assert_eq!(without_article(&fold("الياقوت للتنمية والإسكان")), "ياقوت");
        assert_eq!(without_article(&fold("صندوق الأوبك للتنمية الدولية")), "اوبك دوليه");
        assert_eq!(without_article("norway"), "");
        assert_eq!(without_article("ال الم"), "");
    }

    #[test]
    fn initials_are_those_of_every_word() {
        let sida = "Swedish International Development Agency";
        assert_eq!(initials(sida), "sida");
        assert_eq!(initials("Département pour l’Énergie"), "dple");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn likeness_tells_duplicates_from_strangers() {
        assert_eq!(likeness("Norway", "NORWAY"), 100);
        assert_eq!(likeness("Kingdom of Norway", "Norway, Kingdom of"), 100);
        assert!(likeness("Norwegian Ministry of Foreign Affairs", "Norwegian Ministry of Foriegn Affairs") > 90);
        assert!(likeness("Médecins Sans Frontières", "Medecins Sans Frontiere") > 90);
        assert!(likeness("World Bank", "Worldbank") > 90);
        assert!(likeness("Norway", "Sweden") < 40);
        assert!(likeness("Niger", "Nigeria") < 90);
        assert!(likeness("Ministry of Finance, Chad", "Ministry of Water, Kenya") < 70);
        assert_eq!(likeness("Norway", ""), 0);
    }

    #[test]
    fn near_counts_swaps_as_one_and_stops_at_the_limit() {
        assert!(near("norway", "nroway", 1));
        assert!(near("norway", "norwy", 1));
        assert!(!near("norway", "sweden", 2));
        assert!(near("", "ab", 2) && !near("", "ab", 1));
        assert!(near("федор", "федро", 1));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,20}", any in ".{0,20}") {
            for text in [text, any] {
                let once = fold(&text);
                prop_assert_eq!(fold(&once), once.clone());
                prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
            }
        }

        #[test]
        fn likeness_is_the_same_both_ways(a in "[a-eé ]{0,12}", b in "[a-eé ]{0,12}") {
            let alike = likeness(&a, &b);
            prop_assert_eq!(alike, likeness(&b, &a));
            prop_assert!(alike <= 100 && likeness(&a, &a) == 100);
        }

        #[test]
        fn the_limit_only_cuts_off(a in "[ab]{0,7}", b in "[ab]{0,7}", max in 0..8_usize) {
            let full = distance(&a, &b, 99);
            prop_assert_eq!(distance(&a, &b, max), full.filter(|&edits| edits <= max));
            prop_assert_eq!(full, distance(&b, &a, 99));
            prop_assert_eq!(full == Some(0), a == b);
        }
    }

    #[test]
    fn every_character_folds_to_something_that_stays() {
        for c in '\0'..=char::MAX {
            let once = fold(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
        }
    }
}
