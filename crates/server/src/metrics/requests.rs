//! Requests by service, operation and status class, with their duration.

use std::time::Duration;

use http::StatusCode;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::{counter::Counter, family::Family, histogram::Histogram};
use prometheus_client::registry::{Registry, Unit};

/// Upper ends in seconds. Polls are held for up to a minute.
const SECONDS: [f64; 14] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0, 60.0,
];

/// What a request is for, in words of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Label {
    /// For example `codedeploy` or `s3`.
    pub(crate) service: &'static str,
    /// The operation's own name, or `unknown`.
    pub(crate) operation: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    service: &'static str,
    operation: &'static str,
    status: &'static str,
}

/// Counts of answered requests.
pub(crate) struct Requests {
    answered: Family<Answered, Counter>,
    seconds: Family<Label, Histogram>,
}

impl Requests {
    pub(super) fn register(registry: &mut Registry) -> Requests {
        let requests = Requests {
            answered: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
        };
        registry.register(
            "towline_requests",
            "Answered requests",
            requests.answered.clone(),
        );
        registry.register_with_unit(
            "towline_request_duration",
            "Time to the head of the answer, the hold of a poll included",
            Unit::Seconds,
            requests.seconds.clone(),
        );
        requests
    }

    /// A request got its answer.
    pub(crate) fn answered(&self, label: Label, status: StatusCode, took: Duration) {
        let Label { service, operation } = label;
        let status = class(status);
        let answered = Answered {
            service,
            operation,
            status,
        };
        self.answered.get_or_create(&answered).inc();
        self.seconds
            .get_or_create(&label)
            .observe(took.as_secs_f64());
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        ..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}
