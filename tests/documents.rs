//! The register of documents: what is missing of a donor, and whether what was sent is still what lies on the disk.

use crate::cli::Home;

fn run<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [&["--db", "a.db"], args].concat()
}

#[test]
fn a_local_file_is_hashed_and_its_change_is_seen_and_its_link_is_kept_when_it_is_gone() {
    let home = Home::with_file();
    home.write("brief.txt", "abc");
    let link = home.path("brief.txt").display().to_string();
    home.done(&run(&["add", "partner", "name=Norway"]));
    let link_field = format!("link={link}");
    home.done(&run(&["add", "document", "title=Brief", "kind=brief", "partner=Norway", &link_field]));
    home.done(&run(&["add", "document", "title=Web", "kind=brief", "link=https://example.org/x"]));
    assert!(home.done(&run(&["documents", "--check"])).contains("not hashed yet"));
    home.done(&run(&["documents", "--hash"]));
    let kept = home.done(&run(&["show", "document", "Brief"]));
    assert!(kept.contains("ba7816bf8f01cfea"), "{kept}");
    assert!(home.done(&run(&["documents", "--check"])).contains("the same"));
    home.write("brief.txt", "abd");
    assert!(home.ends(1, &run(&["documents", "--check"])).contains("changed since"));
    std::fs::remove_file(home.path("brief.txt")).unwrap();
    let gone = home.ends(1, &run(&["documents", "--check"]));
    assert!(gone.contains("does not open") && gone.contains(&link) && !gone.contains("example.org"), "{gone}");
    assert!(home.done(&run(&["show", "document", "Brief"])).contains(&link));
}

#[test]
fn donors_whose_key_documents_are_missing_are_named_with_what_is_missing() {
    let home = Home::new();
    let found = home.json(&["--demo", "--as-of", "2020-12-31", "documents"]);
    let found = found.as_array().unwrap();
    let norway = found.iter().find(|row| row["partner"] == "Norway").unwrap();
    assert_eq!(norway["missing"], serde_json::json!(["strategy", "agreement", "brief"]));
}
