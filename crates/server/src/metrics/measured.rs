//! The measures of the recent past as gauges. One without a value is left out.

use std::fmt::Error;
use std::sync::{Mutex, PoisonError};

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::gauge::ConstGauge;
use towline_core::measures::Report;

/// The report that is shown.
#[derive(Debug, Default)]
pub(super) struct Measured(Mutex<Option<Report>>);

impl Measured {
    pub(super) fn show(&self, report: Report) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(report);
    }
}

impl Collector for Measured {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), Error> {
        let shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(report) = &*shown else {
            return Ok(());
        };
        let days = report.window.days();
        for measure in &report.measures {
            let Some(value) = measure.value else {
                continue;
            };
            let name = format!("towline_measure_{}", measure.name);
            let help = format!(
                "{} in {} over the last {days:.0} days",
                measure.formula, measure.unit
            );
            let gauge = ConstGauge::new(value);
            let place = encoder.encode_descriptor(&name, &help, None, gauge.metric_type())?;
            gauge.encode(place)?;
        }
        Ok(())
    }
}
