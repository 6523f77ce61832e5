//! This process, under the names that every Prometheus client library uses.

use std::fmt::Error;
use std::fs;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::{counter::ConstCounter, gauge::ConstGauge};
use rustix::process::{Resource, getrlimit};
use towline_core::Time;

/// Looked at anew for every scrape.
#[derive(Debug)]
pub(super) struct Process {
    pub(super) started: Time,
}

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), Error> {
        let limit = getrlimit(Resource::Nofile).current;
        let gauges = [
            (
                "process_start_time_seconds",
                "Start of the process since the Unix epoch",
                Some(self.started.epoch_seconds()),
            ),
            (
                "process_resident_memory_bytes",
                "Resident memory",
                resident(),
            ),
            ("process_open_fds", "Open file descriptors", open_files()),
            (
                "process_max_fds",
                "Limit of open file descriptors",
                limit.map(|n| n as f64),
            ),
        ];
        for (name, help, value) in gauges {
            if let Some(value) = value {
                let gauge = ConstGauge::new(value);
                let place = encoder.encode_descriptor(name, help, None, gauge.metric_type())?;
                gauge.encode(place)?;
            }
        }
        if let Some(seconds) = processor() {
            let counter = ConstCounter::new(seconds);
            let help = "User and system time of the processors";
            let name = "process_cpu_seconds";
            let place = encoder.encode_descriptor(name, help, None, counter.metric_type())?;
            counter.encode(place)?;
        }
        Ok(())
    }
}

fn resident() -> Option<f64> {
    let pages = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: f64 = pages.split(' ').nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as f64)
}

fn open_files() -> Option<f64> {
    // The directory itself is open while it is read.
    let open = fs::read_dir("/proc/self/fd").ok()?.count();
    Some(open.saturating_sub(1) as f64)
}

/// Fields 14 and 15, counted after the name, which may hold anything but ends with the last `)`.
fn processor() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / rustix::param::clock_ticks_per_second() as f64)
}
