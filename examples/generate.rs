//! Makes a large file to try and to measure with:
//! `generate --donors 100000 --contributions 1000000 --seed 7 [--csv FILE] OUT.pledgebook`

#[path = "../benches/generated/mod.rs"]
mod generated;

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use clap::Parser;
use pledgebook::store::Store;

/// What is made, and where it goes.
#[derive(Parser)]
struct Wanted {
    #[arg(long, default_value_t = 100_000)]
    donors: usize,
    #[arg(long, default_value_t = 1_000_000)]
    contributions: usize,
    /// With instalments, pledges and amendments, and three in ten contributions under them.
    #[arg(long, default_value_t = 100_000)]
    agreements: usize,
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Writes the contributions as a file for import too.
    #[arg(long)]
    csv: Option<PathBuf>,
    /// The new file; must not be there yet.
    out: PathBuf,
}

/// 2025-06-30, the last day of the data: generated files read no clock.
const MILLIS: i64 = 1_751_241_600_000;

fn main() -> Result<()> {
    let wanted = Wanted::parse();
    let size = generated::Size {
        donors: wanted.donors,
        contributions: wanted.contributions,
        agreements: wanted.agreements,
        seed: wanted.seed,
    };
    let said = |error: pledgebook::store::StoreError| anyhow!("{}: {error}", error.say().key);
    let mut store = Store::create(&wanted.out, Arc::new(|| MILLIS)).map_err(said)?;
    let records = generated::fill(&mut store, size).map_err(said)?;
    println!("{records} records in {}", wanted.out.display());
    if let Some(path) = wanted.csv {
        generated::write_csv(&mut BufWriter::new(File::create(&path)?), &store, size)?;
        println!("{} contributions in {}", size.contributions, path.display());
    }
    Ok(())
}
