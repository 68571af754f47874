//! Money as people sign for it: pledges, agreements, instalments and their balances, each state for itself.

use pledgebook::domain::kind::Kind;
use pledgebook::domain::record::Id;
use proptest::prelude::*;

use crate::book::{Book, keys};

const RATE: &[(&str, &str)] =
    &[("currency", "EUR"), ("day", "2021-01-01"), ("rate", "0.815"), ("source", "UN operational rates")];

/// EB2021-S2-4, para 4(d): Sida, USD 20.8 million over four years, softly earmarked, signed 2020.
fn sida(book: &mut Book) -> Id {
    let typed = &[
        ("partner", "Sweden"),
        ("title", "Normative work 2020-2023"),
        ("stage", "SIGNED"),
        ("amount", "20.8m"),
        ("currency", "USD"),
        ("fund", "FE"),
        ("earmarking", "SOFT"),
        ("signed", "2020-06-01"),
        ("starts", "2020-01-01"),
        ("ends", "2023-12-31"),
        ("years", "2020-2023"),
    ];
    book.add(Kind::Agreement, typed)
}

fn agreement(book: &mut Book, amount: &str, stage: &str, more: &[(&str, &str)]) -> Id {
    let mut typed = vec![
        ("partner", "Norway"),
        ("title", "Work"),
        ("stage", stage),
        ("amount", amount),
        ("currency", "USD"),
        ("fund", "FE"),
    ];
    typed.extend_from_slice(more);
    book.add(Kind::Agreement, &typed)
}

#[test]
fn the_agreement_with_sida_is_split_by_year_and_its_addition_is_in_euro_at_the_rate_of_the_day() {
    let mut book = Book::demo("2021-09-01");
    book.add(Kind::Rate, RATE);
    let id = sida(&mut book);
    let wanted = "2020 5200000.00; 2021 5200000.00; 2022 5200000.00; 2023 5200000.00";
    assert_eq!(book.text(Kind::Agreement, id, "years"), wanted);
    assert_eq!(book.text(Kind::Agreement, id, "usd"), "20800000.00");
    assert_eq!(book.text(Kind::Agreement, id, "support_cost"), "2392920.35");
    assert_eq!(book.text(Kind::Agreement, id, "net"), "18407079.65");
    let addition = book.add(
        Kind::Amendment,
        &[
            ("agreement", "Normative work 2020-2023"),
            ("day", "2021-03-01"),
            ("kind", "addition"),
            ("amount", "0.8m"),
            ("currency", "EUR"),
            ("subprogramme", "SP3"),
            ("years", "2021"),
        ],
    );
    let kept = book.get(Kind::Amendment, addition);
    assert_eq!((kept.get("amount"), kept.get("currency"), kept.get("rate")), ("800000.00", "EUR", "0.815"));
    assert_eq!((kept.get("usd"), kept.get("rate_day")), ("981595.09", "2021-01-01"));
    assert_eq!((kept.get("years"), kept.label("earmarking")), ("2021 800000.00", "Softly earmarked"));
    assert_eq!(book.extra(Kind::Agreement, id, "total"), "2178159509");
    assert_eq!(book.extra(Kind::Agreement, id, "open"), "2178159509");
}

#[test]
fn what_is_signed_has_a_day_and_an_amount_and_no_day_ahead() {
    let mut book = Book::demo("2021-09-01");
    let base = [("partner", "Norway"), ("title", "Work"), ("currency", "USD"), ("stage", "SIGNED")];
    let refused = book.try_add(Kind::Agreement, &base).unwrap_err();
    assert_eq!(keys(&refused), [("signed", "value-signed-day"), ("amount", "value-signed-amount")]);
    let id = agreement(&mut book, "1m", "SOFT", &[]);
    let refused = book.try_set(Kind::Agreement, id, &[("stage", "SIGNED"), ("signed", "2021-09-02")]).unwrap_err();
    assert_eq!(keys(&refused), [("signed", "value-day-ahead")]);
    let refused = book.try_set(Kind::Agreement, id, &[("signed", "2021-08-02")]).unwrap_err();
    assert_eq!(keys(&refused), [("stage", "value-signed-stage")]);
    assert_eq!(book.text(Kind::Agreement, id, "stage_since"), "2021-09-01");
    book.on("2021-10-01").set(Kind::Agreement, id, &[("stage", "SIGNED"), ("signed", "2021-09-20")]);
    assert_eq!(book.text(Kind::Agreement, id, "stage_since"), "2021-09-20");
}

#[test]
fn a_split_that_does_not_add_up_and_a_part_freer_than_the_whole_are_refused() {
    let mut book = Book::demo("2021-09-01");
    let id = agreement(&mut book, "10m", "SOFT", &[("earmarking", "SOFT")]);
    let wrong = |book: &mut Book, field: &str, text: &str| {
        let refused = book.try_set(Kind::Agreement, id, &[(field, text)]).unwrap_err();
        keys(&refused).iter().map(|(_, key)| (*key).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(wrong(&mut book, "years", "2020 5m; 2021 6m"), ["value-split-sum"]);
    assert_eq!(wrong(&mut book, "flagships", "FP1; FP9"), ["value-no-such-record"]);
    assert_eq!(wrong(&mut book, "earmarkings", "SOFT 5m; UNEARMARKED"), ["value-part-freer"]);
    book.set(Kind::Agreement, id, &[("earmarkings", "SOFT 5m; TIGHT"), ("flagships", "FP1 60%; FP3")]);
    assert_eq!(book.text(Kind::Agreement, id, "flagships"), "FP1 6000000.00; FP3 4000000.00");
}

#[test]
fn instalments_stay_within_the_agreement_and_their_balance_is_computed() {
    let mut book = Book::demo("2021-09-01");
    book.add(Kind::Rate, RATE);
    let agreement = agreement(&mut book, "1m", "SIGNED", &[("signed", "2021-01-15"), ("starts", "2021-02-01")]);
    let of = agreement.to_string();
    let first = book.add(Kind::Instalment, &[("agreement", &of), ("due", "2021-03-01"), ("amount", "600k")]);
    assert_eq!(book.text(Kind::Instalment, first, "currency"), "USD");
    assert_eq!(book.text(Kind::Instalment, first, "number"), "1");
    let beyond = [("agreement", of.as_str()), ("due", "2021-06-01"), ("amount", "400,000.01")];
    assert_eq!(keys(&book.try_add(Kind::Instalment, &beyond).unwrap_err()), [("amount", "value-instalments-beyond")]);
    let part = first.to_string();
    let gift = book.add(
        Kind::Contribution,
        &[("instalment", &part), ("received", "2021-03-05"), ("amount", "81.5k"), ("currency", "EUR")],
    );
    assert_eq!(book.get(Kind::Contribution, gift).label("partner"), "Norway");
    assert_eq!(book.text(Kind::Contribution, gift, "agreement"), of);
    assert_eq!(book.extra(Kind::Instalment, first, "open"), "50000000");
    assert_eq!(book.extra(Kind::Instalment, first, "overdue"), "184");
    assert_eq!(book.extra(Kind::Instalment, first, "standing"), "overdue");
    let off = [("instalment", part.as_str()), ("day", "2021-08-01"), ("amount", "500,000.01"), ("reason", "no budget")];
    assert_eq!(keys(&book.try_add(Kind::WriteOff, &off).unwrap_err()), [("amount", "value-write-off-beyond")]);
    book.add(Kind::WriteOff, &[off[0], off[1], ("amount", "500k"), off[3]]);
    assert_eq!(book.extra(Kind::Instalment, first, "standing"), "settled");
    book.add(
        Kind::Contribution,
        &[("instalment", &part), ("received", "2021-08-05"), ("amount", "1"), ("currency", "USD")],
    );
    assert_eq!(book.extra(Kind::Instalment, first, "standing"), "overpaid");
    let refused = book.try_delete(Kind::Agreement, agreement).unwrap_err();
    assert_eq!(keys(&refused), [("", "value-hangs"), ("", "value-hangs")]);
    assert_eq!(refused[0].say.args[1].1, "2");
}

#[test]
fn only_the_last_version_of_a_pledge_stands_and_signing_lowers_it() {
    let mut book = Book::demo("2021-09-01");
    let base = [("partner", "Norway"), ("currency", "USD")];
    let first = book
        .add(Kind::Pledge, &[base[0], base[1], ("title", "Said in June"), ("said", "2021-06-01"), ("amount", "5m")]);
    let of = first.to_string();
    let id = agreement(&mut book, "2m", "SIGNED", &[("signed", "2021-07-01"), ("pledge", &of)]);
    assert_eq!(book.extra(Kind::Pledge, first, "outstanding"), "300000000");
    let on_home = |book: &Book| {
        let home = book.store.home(&book.asker).unwrap().pledged;
        assert_eq!(home, book.store.figure(&book.asker, "pledged-outstanding", None).unwrap().value);
        home
    };
    assert_eq!(on_home(&book), Some(300_000_000));
    let again = [("replaces", of.as_str()), ("title", "Said in August"), ("said", "2021-08-01"), ("amount", "6m")];
    let second = book.add(Kind::Pledge, &[base[0], base[1], again[0], again[1], again[2], again[3]]);
    assert_eq!(book.extra(Kind::Pledge, first, "standing"), "replaced");
    assert_eq!(book.extra(Kind::Pledge, first, "outstanding"), "");
    assert_eq!(book.extra(Kind::Pledge, second, "outstanding"), "400000000");
    assert_eq!(on_home(&book), Some(400_000_000), "what was signed under the first version counts for the second");
    let third = book.try_add(Kind::Pledge, &[base[0], base[1], again[0], again[1], again[2], again[3]]).unwrap_err();
    assert_eq!(keys(&third), [("replaces", "value-replaced-already")]);
    assert_eq!(keys(&book.try_delete(Kind::Pledge, first).unwrap_err()).len(), 2);
    book.set(Kind::Agreement, id, &[("stage", "LOST"), ("signed", "")]);
    assert_eq!(book.extra(Kind::Pledge, second, "outstanding"), "600000000");
    assert_eq!(on_home(&book), Some(600_000_000));
}

#[test]
fn an_amendment_shows_what_it_changed() {
    let mut book = Book::demo("2021-09-01");
    let id = agreement(&mut book, "1m", "SIGNED", &[("signed", "2020-01-15"), ("ends", "2021-06-30")]);
    let of = id.to_string();
    let extension =
        [("agreement", of.as_str()), ("day", "2021-05-01"), ("kind", "no-cost-extension"), ("currency", "USD")];
    let refused = book.try_add(Kind::Amendment, &extension).unwrap_err();
    assert_eq!(keys(&refused), [("new_ends", "value-missing")]);
    let mut with_money = extension.to_vec();
    with_money.extend([("new_ends", "2021-12-31"), ("amount", "5")]);
    assert_eq!(keys(&book.try_add(Kind::Amendment, &with_money).unwrap_err()), [("amount", "value-amendment-amount")]);
    let mut good = extension.to_vec();
    good.push(("new_ends", "2021-12-31"));
    let made = book.add(Kind::Amendment, &good);
    assert_eq!(book.text(Kind::Amendment, made, "old_ends"), "2021-06-30");
    assert_eq!(book.extra(Kind::Agreement, id, "ends_now"), "2021-12-31");
    book.asker.as_of = pledgebook::domain::day::Day::parse_iso("2021-04-30");
    assert_eq!(book.extra(Kind::Agreement, id, "ends_now"), "2021-06-30");
}

#[test]
fn a_rate_is_taken_again_when_the_day_of_the_money_moves_but_not_when_it_was_typed() {
    let mut book = Book::demo("2021-09-01");
    book.add(Kind::Rate, RATE);
    book.add(Kind::Rate, &[RATE[0], ("day", "2021-06-01"), ("rate", "0.83"), RATE[3]]);
    let id = agreement(&mut book, "1m", "SOFT", &[("currency", "EUR")]);
    assert_eq!(book.text(Kind::Agreement, id, "rate"), "0.83");
    book.set(Kind::Agreement, id, &[("stage", "SIGNED"), ("signed", "2021-02-01")]);
    assert_eq!(book.text(Kind::Agreement, id, "rate"), "0.815");
    book.set(Kind::Agreement, id, &[("rate", "0.9"), ("rate_source", "bank"), ("rate_day", "2021-02-03")]);
    book.set(Kind::Agreement, id, &[("signed", "2021-07-01")]);
    assert_eq!(book.text(Kind::Agreement, id, "rate"), "0.9");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// An instalment is what came, what was given up and what is open, to the cent, in any order of events.
    #[test]
    fn balances_of_an_instalment_add_up(due in 1_i64..1_000_000_000, events in prop::collection::vec((any::<bool>(), 1_i64..400_000_000), 0..6)) {
        let mut book = Book::demo("2021-09-01");
        let cents = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
        let id = agreement(&mut book, &cents(due), "SIGNED", &[("signed", "2021-01-15")]);
        let instalment = book.add(Kind::Instalment, &[("agreement", &id.to_string()), ("due", "2021-03-01"), ("amount", &cents(due))]);
        let of = instalment.to_string();
        let mut open = due;
        for (gift, minor) in events {
            if gift {
                book.add(Kind::Contribution, &[("instalment", &of), ("received", "2021-03-05"), ("amount", &cents(minor)), ("currency", "USD")]);
                open -= minor;
            } else {
                let typed = [("instalment", of.as_str()), ("day", "2021-08-01"), ("amount", &cents(minor)), ("reason", "x")];
                let made = book.try_add(Kind::WriteOff, &typed);
                prop_assert_eq!(made.is_ok(), minor <= open);
                open -= if made.is_ok() { minor } else { 0 };
            }
            prop_assert_eq!(book.extra(Kind::Instalment, instalment, "open"), open.max(0).to_string());
        }
    }
}

/// The totals of one fund on Home, millions of cents apart.
fn fund<'a>(home: &'a pledgebook::store::Home, code: &str) -> &'a pledgebook::store::FundLine {
    home.funds.iter().find(|fund| fund.code == code).unwrap()
}

#[test]
fn moving_an_agreement_from_soft_to_signed_moves_every_figure_by_the_right_amount_and_undo_puts_all_back() {
    let mut book = Book::demo("2021-09-01");
    let id = agreement(&mut book, "10m", "SOFT", &[("years", "2021-2022"), ("flagship", "FP1")]);
    let before = book.store.home(&book.asker).unwrap();
    let line = fund(&before, "FE");
    assert_eq!((line.to_come, line.weighted), (None, Some(600_000_000)));
    assert_eq!(line.gap, Some(26_200_000_000 - line.received.unwrap_or(0)));
    assert_eq!(book.figure("pipeline-weighted", None).value, Some(600_000_000));
    assert_eq!(book.figure("signed", None).value, None);
    book.set(Kind::Agreement, id, &[("stage", "SIGNED"), ("signed", "2021-08-20")]);
    let after = book.store.home(&book.asker).unwrap();
    let signed = fund(&after, "FE");
    assert_eq!((signed.to_come, signed.weighted), (Some(1_000_000_000), None));
    assert_eq!(signed.gap, line.gap.map(|gap| gap - 1_000_000_000));
    assert_eq!((after.flagships[0].partners, after.flagships[0].raised), (1, 1_000_000_000));
    assert_eq!(book.figure("signed", None).value, Some(1_000_000_000));
    assert_eq!(book.figure("signed-not-received:FE", None).value, Some(1_000_000_000));
    assert_eq!(book.figure("fund-gap:FE", None).value, signed.gap);
    assert_eq!(book.figure("support-cost", None).value, Some(115_044_248));
    assert_eq!(book.figure("forecast", None).parts.len(), 4);
    book.store.undo(&book.asker.clone()).unwrap();
    assert_eq!(book.store.home(&book.asker).unwrap(), before);
}

#[test]
fn money_received_leaves_what_is_to_come_and_overdue_instalments_are_aged() {
    let mut book = Book::demo("2021-09-01");
    let id = agreement(
        &mut book,
        "10m",
        "SIGNED",
        &[("signed", "2021-01-15"), ("years", "2021 4m; 2024 6m"), ("levy", "yes")],
    );
    let of = id.to_string();
    for (due, amount) in [("2021-03-01", "3m"), ("2021-08-15", "1m"), ("2022-01-01", "2m")] {
        book.add(Kind::Instalment, &[("agreement", &of), ("due", due), ("amount", amount)]);
    }
    let first = book.store.figure(&book.asker, "instalments-overdue", None).unwrap().lines[0].id.to_string();
    book.add(
        Kind::Contribution,
        &[("instalment", &first), ("received", "2021-03-05"), ("amount", "1m"), ("currency", "USD")],
    );
    let overdue = book.figure("instalments-overdue", None);
    assert_eq!(overdue.value, Some(300_000_000));
    let ages: Vec<_> = overdue.parts.iter().map(|part| part.value.clone()).collect();
    let usd = |cents| pledgebook::store::PartValue::In(pledgebook::store::Unit::Usd, cents);
    assert_eq!(ages, [usd(100_000_000), usd(0), usd(200_000_000), usd(0)]);
    assert_eq!(book.figure("signed-not-received", None).value, Some(300_000_000), "2024 is after the plan");
    assert_eq!(book.figure("levy", None).value, Some(10_000_000));
    let home = book.store.home(&book.asker).unwrap();
    assert_eq!(home.needs[0].say.key, "need-instalments-overdue");
    assert_eq!(home.needs[0].say.args, [("count", "2".to_owned())]);
}

/// EB2021-S2-4, para 2: 18.9 approved and 5.4 received for 2020; 10.0 and 2.0 to 31 August for 2021. HSP/EB.1/2/Rev.1,
/// para 60: a reserve of 1,893 thousand.
#[test]
fn the_core_gap_is_that_of_the_paper_beside_what_records_give() {
    let mut book = Book::demo("2021-12-31");
    book.asker.as_of = pledgebook::domain::day::Day::parse_iso("2020-12-31");
    let home = book.store.home(&book.asker).unwrap();
    assert_eq!(home.core.gaps(), (Some(1_350_000_000), Some(1_403_888_510)));
    assert_eq!(home.core.reserve, Some(189_300_000));
    assert_eq!(book.figure("core-gap", None).published.unwrap().value, 1_350_000_000);
    book.asker.as_of = pledgebook::domain::day::Day::parse_iso("2021-08-31");
    let home = book.store.home(&book.asker).unwrap();
    assert_eq!(home.core.gaps().0, Some(800_000_000));
    assert_eq!((home.core.expected, home.core.reserve), (Some(500_000_000), Some(100_000_000)));
    assert_eq!(book.figure("core-gap", None).published.unwrap().value, 800_000_000);
}

#[test]
fn the_three_states_are_never_added_and_what_has_no_rate_is_left_out_by_name() {
    let mut book = Book::demo("2021-09-01");
    let received = book.figure("income", None).value;
    book.add(
        Kind::Pledge,
        &[("partner", "Norway"), ("title", "Said"), ("said", "2021-06-01"), ("amount", "5m"), ("currency", "USD")],
    );
    agreement(&mut book, "3m", "SIGNED", &[("signed", "2021-07-01")]);
    agreement(&mut book, "2m", "HARD", &[("currency", "EUR")]);
    assert_eq!(book.figure("pledged-outstanding", None).value, Some(500_000_000));
    assert_eq!(book.figure("signed", None).value, Some(300_000_000));
    assert_eq!(book.figure("income", None).value, received);
    let pipeline = book.figure("pipeline-weighted", None);
    assert_eq!((pipeline.value, pipeline.left_out.len()), (None, 1));
    assert_eq!(pipeline.left_out[0].reason.key, "left-no-rate");
}
