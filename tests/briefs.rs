//! Briefs: what is in them and what is not, on the command line and on the screens; and the page of a browser.

use std::path::Path;
use std::process::Command;

use pledgebook::domain::brief::{Brief, Format, Spoken};
use pledgebook::domain::clean::width;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::record::Id;
use pledgebook::exchange::brief::written;
use pledgebook::locale::Locale;
use pledgebook::store::{BriefOf, Session};

use crate::book::Book;
use crate::cli::Home;
use crate::support::Person;

/// Names that would be obeyed where they are not written as text.
const NASTY: &str = "Steel\u{1b}[31m <script>alert('x')</script> & | Sons";

/// A donor with something of everything, some of it confidential.
struct Made {
    book: Book,
    donor: Id,
    session: Id,
}

fn made() -> Made {
    let mut book = Book::demo("2020-12-31");
    let norway = book.store.resolve(&book.asker, Kind::Partner, "Norway").unwrap();
    let notes = [("intelligence", "Elections in September; likes oceans.")];
    book.set(Kind::Partner, norway, &notes);
    let of = norway.to_string();
    let signed = |title: &'static str| {
        [("title", title), ("stage", "SIGNED"), ("amount", "4m"), ("currency", "USD"), ("fund", "FE")]
    };
    let dates = [("signed", "2020-02-01"), ("starts", "2020-01-01"), ("ends", "2021-12-31"), ("partner", of.as_str())];
    let open = book.add(Kind::Agreement, &[&signed("Climate and slums")[..], &dates].concat()).to_string();
    let secret = [("confidentiality", "confidential"), ("flagship", "FP1")];
    let hidden = book.add(Kind::Agreement, &[&signed("Silent agreement")[..], &dates, &secret].concat()).to_string();
    for (agreement, title) in [(&open, "Final report 2019"), (&hidden, "Silent report")] {
        let report = [("agreement", agreement.as_str()), ("title", title), ("kind", "final"), ("due", "2020-10-01")];
        let report = book.add(Kind::Report, &report).to_string();
        let part = [("agreement", agreement.as_str()), ("due", "2020-11-01"), ("amount", "1.2m"), ("report", &report)];
        book.add(Kind::Instalment, &[&part[..], &[("currency", "USD")]].concat());
    }
    let pledge = [("partner", of.as_str()), ("title", "Core 2021"), ("said", "2020-09-21"), ("amount", "3m")];
    book.add(Kind::Pledge, &[&pledge[..], &[("currency", "USD")]].concat());
    let talk = [("day", "2020-12-02"), ("kind", "meeting"), ("title", "Annual consultation"), ("partners", "Norway")];
    let said = [("asked", "Fewer reports"), ("offered", "One joint report a year")];
    book.add(Kind::Dialogue, &[&talk[..], &said].concat());
    let whisper = [("day", "2020-12-10"), ("kind", "call"), ("title", "Whispered call"), ("partners", "Norway")];
    let whisper = book.add(Kind::Dialogue, &[&whisper[..], &[("confidentiality", "confidential")]].concat());
    let whisper = whisper.to_string();
    for (what, dialogue) in [("Send the joint format", ""), ("Whispered promise", whisper.as_str())] {
        let action = [("what", what), ("partner", of.as_str()), ("due", "2021-01-15"), ("dialogue", dialogue)];
        book.add(Kind::FollowUp, &action);
    }
    let session = [("day", "2021-03-29"), ("kind", "board-session"), ("title", "First session of 2021")];
    let session = book.add(Kind::Dialogue, &session);
    Made { book, donor: norway, session }
}

fn brief(book: &mut Book, of: &BriefOf, lang: &'static str, confidential: bool) -> Brief<String> {
    book.asker.lang = lang;
    let brief = book.store.brief(&book.asker, of, confidential).unwrap();
    Locale::load(lang).unwrap().brief(&brief)
}

fn markdown(book: &mut Book, of: &BriefOf) -> String {
    written(&brief(book, of, "en", false), Format::Markdown).0
}

fn html(brief: &Brief<String>, code: &'static str) -> String {
    written(brief, Format::Html(Spoken { code, right_to_left: false })).0
}

#[test]
fn the_brief_of_a_donor_says_what_is_open_with_it() {
    let Made { mut book, donor, .. } = made();
    let text = markdown(&mut book, &BriefOf::Donor(donor));
    for wanted in [
        "# Donor brief: Norway",
        "As of 31 Dec 2020",
        "Focal point: Focal point, Nordic donors",
        "Elections in September; likes oceans.",
        "Received in 2020: **USD 4,101,619**",
        "Signed, to come: **USD 4,000,000**",
        "Pledged, not signed: **USD 3,000,000**",
        "Instalments overdue: **USD 1,200,000** (1 instalment)",
        "Late reports: **1** (hold USD 1,200,000)",
        "Climate and slums",
        "Final report 2019",
        "Annual consultation",
        "One joint report a year",
        "Send the joint format",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    assert!(text.contains("## Nothing recorded for\n\nDocuments"), "{text}");
}

#[test]
fn what_is_confidential_is_in_no_brief_unless_asked_for() {
    let Made { mut book, donor, session } = made();
    let point = book.store.resolve(&book.asker, Kind::FocalPoint, "Focal point, Nordic donors").unwrap();
    let flagship = book.store.resolve(&book.asker, Kind::Flagship, "FP1").unwrap();
    let session = BriefOf::Session(Session::Dialogue(session));
    for of in [BriefOf::Donor(donor), BriefOf::Portfolio(point), BriefOf::Flagship(flagship), session] {
        let text = markdown(&mut book, &of);
        assert!(!text.contains("Silent") && !text.contains("Whispered"), "{of:?}\n{text}");
    }
    let secret = [("confidentiality", "confidential")];
    book.set(Kind::Partner, donor, &secret);
    assert!(!markdown(&mut book, &BriefOf::Donor(donor)).contains("Elections"));
    let whole = written(&brief(&mut book, &BriefOf::Donor(donor), "en", true), Format::Markdown).0;
    for wanted in ["Elections", "Silent agreement", "Silent report", "Whispered call", "Whispered promise"] {
        assert!(whole.contains(wanted), "{wanted}\n{whole}");
    }
    assert!(whole.contains("Late reports: **2** (hold USD 2,400,000)"), "{whole}");
}

#[test]
fn a_portfolio_sums_up_what_is_dealt_with_its_donors() {
    let Made { mut book, .. } = made();
    let point = book.store.resolve(&book.asker, Kind::FocalPoint, "Focal point, Nordic donors").unwrap();
    let text = markdown(&mut book, &BriefOf::Portfolio(point));
    for wanted in ["- Leads: **4**", "Final report 2019", "Send the joint format", "2 Dec 2020", "Sweden"] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
}

#[test]
fn the_pack_has_the_six_topics_and_says_what_is_not_recorded() {
    let Made { mut book, session, .. } = made();
    let pack = brief(&mut book, &BriefOf::Session(Session::Next), "en", false);
    let titles: Vec<&str> = pack.sections.iter().map(|section| &section.title[..2]).collect();
    assert_eq!(titles, ["1.", "2.", "3.", "4.", "5.", "6."]);
    assert_eq!(pack.lead[0], "For: First session of 2021, 29 Mar 2021");
    let text = written(&pack, Format::Markdown).0;
    for wanted in [
        "1,095,000,000",
        "251,602,300",
        "Cities that use the City Prosperity Initiative",
        "United Nations country teams in total",
        "Predictable unearmarked funding",
        "General financial reserve: **USD 1,893,000**",
        "Send the joint format",
        "Money spent by subprogramme and fund is not recorded",
        "Risks have no records of their own",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    let by_record = BriefOf::Session(Session::Dialogue(session));
    assert_eq!(brief(&mut book, &by_record, "en", false), pack);
}

#[test]
fn the_pack_of_a_past_session_is_read_as_of_its_day() {
    let Made { mut book, .. } = made();
    book.on("2021-06-30");
    let day = pledgebook::domain::day::Day::parse_iso("2021-03-29").unwrap();
    let pack = brief(&mut book, &BriefOf::Session(Session::Day(day)), "en", false);
    assert_eq!(pack.lead[1], "As of 29 Mar 2021, from records; written on 30 Jun 2021.");
}

#[test]
fn no_brief_has_words_missing_in_any_language() {
    let Made { mut book, donor, session } = made();
    let point = book.store.resolve(&book.asker, Kind::FocalPoint, "Focal point, Nordic donors").unwrap();
    let flagship = book.store.resolve(&book.asker, Kind::Flagship, "FP1").unwrap();
    let session = BriefOf::Session(Session::Dialogue(session));
    for of in [BriefOf::Donor(donor), BriefOf::Portfolio(point), BriefOf::Flagship(flagship), session] {
        for lang in pledgebook::locale::codes() {
            let page = html(&brief(&mut book, &of, lang, true), lang);
            let computed = ["{$", "{ $", ">brief-", ">choice-", ">column-", ">field-", ">kind-", ">standing-"];
            for sign in computed {
                assert!(!page.contains(sign), "{sign} in {lang}: {of:?}");
            }
        }
    }
}

#[test]
fn what_somebody_typed_is_text_and_nothing_else() {
    let mut book = Book::new("2020-12-31");
    let donor = book.add(Kind::Partner, &[("name", NASTY), ("donor", "yes"), ("notes", NASTY)]);
    let brief = brief(&mut book, &BriefOf::Donor(donor), "en", false);
    let page = html(&brief, "en");
    assert!(!page.contains("<script") && !page.contains('\u{1b}'), "{page}");
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; | Sons"), "{page}");
    let text = written(&brief, Format::Markdown).0;
    assert!(text.contains("\\<script\\>") && text.contains("\\| Sons") && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn tables_in_markdown_stand_in_columns() {
    let Made { mut book, donor, .. } = made();
    for of in [BriefOf::Donor(donor), BriefOf::Session(Session::Next)] {
        let text = markdown(&mut book, &of);
        for table in text.split("\n\n").filter(|block| block.starts_with('|')) {
            let widths: Vec<usize> = table.lines().map(width).collect();
            assert!(widths.iter().all(|wide| *wide == widths[0]), "{table}");
        }
    }
}

#[test]
fn the_command_line_writes_each_of_them() {
    let home = Home::new();
    let text = home.done(&["brief", "donor", "NORWAY", "--demo"]);
    assert!(text.starts_with("# Donor brief: Norway\n"), "{text}");
    assert!(home.done(&["brief", "portfolio", "Focal point, Nordic donors", "--demo"]).contains("| Sweden"));
    assert!(home.done(&["brief", "flagship", "FP1", "--demo"]).contains("of 3 needed"));
    assert!(
        home.done(&["brief", "dialogue", "2020-10-29", "--demo"])
            .contains("For: session of the Executive Board, 29 Oct 2020")
    );
    home.done(&["brief", "donor", "Norway", "--demo", "--lang", "zh", "--output", "norway.html"]);
    let page = std::fs::read_to_string(home.path("norway.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh\">") && page.contains("捐助方简报：挪威"));
    assert_eq!(home.json(&["brief", "donor", "NORWAY", "--demo"])["title"], "Donor brief: Norway");
    home.ends(2, &["brief", "donor", "--demo"]);
    home.ends(2, &["brief", "donor", "Nowhere", "--demo"]);
    home.ends(2, &["brief", "nonsense", "--demo"]);
}

#[test]
fn a_key_shows_the_brief_of_what_the_cursor_is_on_and_writes_it() {
    let Made { book, .. } = made();
    let exports = book.store.path().parent().unwrap().join("exports");
    let mut ana = Person::at(book.store.again().unwrap(), "ana", "en", 80, 24);
    ana.press("2 / n o r w Enter B");
    assert!(ana.line("Donor brief").contains("Norway"));
    assert!(ana.line("Received in 2020").contains("USD 4,101,619"));
    ana.press("x Enter");
    assert!(ana.screen().contains("Norway-1.html"), "{}", ana.screen());
    ana.press("x Down Enter");
    let page = std::fs::read_to_string(exports.join("Norway-1.html")).unwrap();
    assert!(page.contains("<h1>Donor brief: Norway</h1>"));
    assert!(std::fs::read_to_string(exports.join("Norway-1.md")).unwrap().starts_with("# Donor brief: Norway"));
    ana.press("Esc 1 B");
    assert!(ana.line("Structured funding dialogue").contains("dialogue"));
}

/// What a browser that reaches no network makes of a page: its elements, the bytes of a picture, and sheets of paper.
struct Browsed {
    seen: String,
    picture: usize,
    sheets: usize,
}

fn browse(folder: &Path, page: &Path) -> Option<Browsed> {
    let run = |arguments: &[&str]| {
        Command::new("chromium")
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"])
            .arg(format!("--user-data-dir={}", folder.join("profile").display()))
            .args(arguments)
            .arg(format!("file://{}", page.display()))
            .output()
    };
    let Ok(dumped) = run(&["--dump-dom"]) else {
        assert!(std::env::var_os("CI").is_none(), "no chromium: .ci/run installs it");
        eprintln!("skipped: no chromium");
        return None;
    };
    assert!(dumped.status.success(), "{dumped:?}");
    let (picture, paper) = (folder.join("page.png"), folder.join("page.pdf"));
    run(&["--window-size=800,1100", &format!("--screenshot={}", picture.display())]).unwrap();
    run(&["--no-pdf-header-footer", &format!("--print-to-pdf={}", paper.display())]).unwrap();
    let paper = String::from_utf8_lossy(&std::fs::read(paper).unwrap()).into_owned();
    Some(Browsed {
        seen: String::from_utf8(dumped.stdout).unwrap(),
        picture: std::fs::read(picture).unwrap().len(),
        sheets: paper.lines().filter(|line| line.ends_with("/Type /Page")).count(),
    })
}

#[test]
fn a_browser_shows_the_page_in_each_language_without_a_network() {
    let Made { mut book, donor, .. } = made();
    book.set(Kind::Partner, donor, &[("notes", NASTY)]);
    let folder = tempfile::tempdir().unwrap();
    for lang in pledgebook::locale::codes() {
        let brief = brief(&mut book, &BriefOf::Donor(donor), lang, false);
        let page = folder.path().join(format!("{lang}.html"));
        std::fs::write(&page, html(&brief, lang)).unwrap();
        let Some(Browsed { seen, picture, sheets }) = browse(folder.path(), &page) else { return };
        assert!(seen.contains(&format!("<h1>{}</h1>", brief.title)), "{lang}: {seen}");
        assert!(seen.contains("<rect") && !seen.contains("<script"), "{lang}: {seen}");
        assert_eq!(sheets, 1, "{lang}: the brief of a donor is one page");
        assert!(picture > 20_000, "{lang}: a picture of {picture} bytes is empty");
    }
}
