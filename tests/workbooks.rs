//! Workbooks as tests need them, part by part: sheets of given XML, so that merged cells, formulas and damage are exact.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An XLSX of sheets by name and the XML inside `worksheet`; style 1 is a day.
pub fn xlsx(sheets: &[(&str, &str)], from_1904: bool) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const DOC: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const REL: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut parts: Vec<(String, String)> = vec![(
        "[Content_Types].xml".into(),
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".into(),
    )];
    let (mut listed, mut linked) = (String::new(), String::new());
    for (number, (name, xml)) in (1..).zip(sheets) {
        listed.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
        linked.push_str(&format!(
            "<Relationship Id=\"rId{number}\" Type=\"{DOC}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        ));
        let sheet = format!("<worksheet xmlns=\"{MAIN}\">{xml}</worksheet>");
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    linked.push_str(&format!("<Relationship Id=\"rIds\" Type=\"{DOC}/styles\" Target=\"styles.xml\"/>"));
    let epoch = if from_1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
    parts.push((
        "_rels/.rels".into(),
        format!("<Relationships xmlns=\"{REL}\"><Relationship Id=\"r\" Type=\"{DOC}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
    ));
    parts.push((
        "xl/workbook.xml".into(),
        format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOC}\">{epoch}<sheets>{listed}</sheets></workbook>"),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("<Relationships xmlns=\"{REL}\">{linked}</Relationships>"),
    ));
    parts.push((
        "xl/styles.xml".into(),
        format!(
            "<styleSheet xmlns=\"{MAIN}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
        ),
    ));
    let parts: Vec<(String, Vec<u8>)> = parts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    packed(&parts)
}

/// The XML of rows of cells; `#` before a number, `@` before a count of days, `=` for a formula without a value.
pub fn sheet(rows: &[&[&str]]) -> String {
    let mut xml = String::from("<sheetData>");
    for (number, row) in (1..).zip(rows) {
        xml.push_str(&format!("<row r=\"{number}\">"));
        for (letter, cell) in ('A'..).zip(*row) {
            let place = format!("{letter}{number}");
            xml.push_str(&match cell.split_at_checked(1) {
                None => continue,
                Some(("#", digits)) => format!("<c r=\"{place}\"><v>{digits}</v></c>"),
                Some(("@", days)) => format!("<c r=\"{place}\" s=\"1\"><v>{days}</v></c>"),
                Some(("=", formula)) => format!("<c r=\"{place}\"><f>{formula}</f></c>"),
                Some(("!", error)) => format!("<c r=\"{place}\" t=\"e\"><v>{error}</v></c>"),
                Some(_) => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            });
        }
        xml.push_str("</row>");
    }
    xml + "</sheetData>"
}

/// An ODS with one table of the given rows of XML.
pub fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"Gifts\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    packed(&[
        ("mimetype".into(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("META-INF/manifest.xml".into(), manifest.into()),
        ("content.xml".into(), content.into_bytes()),
    ])
}
