//! What a client asks of the stream: where it begins, which events, in which form.

use http::request::Parts;
use towline_api::ApiError;
use towline_core::{Event, Span};

/// A request for events.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) begin: Begin,
    /// Whether the stream goes on when it has come to the newest event.
    pub(super) follow: bool,
    pub(super) form: Form,
    pub(super) filter: Filter,
}

/// Where the stream begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Begin {
    /// After the event with this number.
    After(u64),
    /// With the first event that is no older.
    Age(Span),
}

/// How an event is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is stored.
    Plain,
    /// As AWS's event bus would deliver it.
    EventBridge,
    /// What it is about, without the detail: for who looks at the objects anyway.
    Brief,
}

/// All that is given must fit.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    kind: Option<String>,
    subject: Option<String>,
    pipeline: Option<String>,
    application: Option<String>,
    deployment_group: Option<String>,
    host: Option<String>,
}

/// Longest look back: ten years.
const LONGEST_AGE: i64 = 315_360_000;

impl Query {
    /// Reads the query string and `Last-Event-ID`, which a client sends by itself when it comes
    /// again and which therefore wins.
    pub(super) fn read(
        parts: &Parts,
        parameters: Vec<(String, String)>,
    ) -> Result<Query, ApiError> {
        let mut query = Query {
            begin: Begin::After(0),
            follow: true,
            form: Form::Plain,
            filter: Filter::default(),
        };
        let mut names = std::collections::HashSet::new();
        for (name, value) in parameters {
            if !names.insert(name.clone()) {
                return Err(invalid(format!("the parameter `{name}` is given twice")));
            }
            query.set(&name, value)?;
        }
        if let Some(last) = parts.headers.get("last-event-id").filter(|v| !v.is_empty()) {
            query.begin = Begin::After(number(last.to_str().unwrap_or("?"))?);
        }
        Ok(query)
    }

    fn set(&mut self, name: &str, value: String) -> Result<(), ApiError> {
        match name {
            "after" => self.begin = Begin::After(number(&value)?),
            "age" => self.begin = Begin::Age(age(&value)?),
            "follow" => self.follow = choice(name, &value, [("true", true), ("false", false)])?,
            "format" => {
                let forms = [
                    ("plain", Form::Plain),
                    ("eventbridge", Form::EventBridge),
                    ("brief", Form::Brief),
                ];
                self.form = choice(name, &value, forms)?;
            }
            _ => *self.filter.field(name)? = Some(value),
        }
        Ok(())
    }
}

impl Filter {
    fn field(&mut self, name: &str) -> Result<&mut Option<String>, ApiError> {
        Ok(match name {
            "kind" => &mut self.kind,
            "subject" => &mut self.subject,
            "pipeline" => &mut self.pipeline,
            "application" => &mut self.application,
            "deploymentGroup" => &mut self.deployment_group,
            "host" => &mut self.host,
            _ => {
                return Err(invalid(format!(
                    "the parameter `{name}` is not known; there are after, age, application, \
                     deploymentGroup, follow, format, host, kind, pipeline and subject"
                )));
            }
        })
    }

    /// Whether the client wants this event.
    pub(super) fn takes(&self, event: &Event) -> bool {
        let is = |wanted: &Option<String>, name: &str| {
            wanted
                .as_ref()
                .is_none_or(|wanted| event.detail[name] == **wanted)
        };
        self.kind
            .as_ref()
            .is_none_or(|kind| event.kind.starts_with(kind.as_str()))
            && self
                .subject
                .as_ref()
                .is_none_or(|subject| event.subject == *subject)
            && is(&self.pipeline, "pipeline")
            && is(&self.application, "application")
            && is(&self.deployment_group, "deploymentGroup")
            && self.host.as_ref().is_none_or(|host| concerns(event, host))
    }
}

fn concerns(event: &Event, host: &str) -> bool {
    let detail = &event.detail;
    let listed = |name: &str| {
        let list = detail[name].as_array();
        list.is_some_and(|list| list.iter().any(|entry| entry == host))
    };
    let is_host = event.kind.starts_with("host.") && event.subject == host;
    is_host || detail["target"] == host || listed("targets") || listed("hosts")
}

fn number(text: &str) -> Result<u64, ApiError> {
    text.parse()
        .map_err(|_| invalid(format!("`{text}` is not the number of an event")))
}

fn age(text: &str) -> Result<Span, ApiError> {
    let seconds = text.parse().ok().filter(|n| (0..=LONGEST_AGE).contains(n));
    let seconds = seconds.ok_or_else(|| {
        invalid(format!(
            "age `{text}` is not a number of seconds from 0 to {LONGEST_AGE}"
        ))
    });
    seconds.map(Span::seconds)
}

fn choice<T, const N: usize>(
    name: &str,
    value: &str,
    choices: [(&str, T); N],
) -> Result<T, ApiError> {
    let words = choices.each_ref().map(|(word, _)| *word).join(" or ");
    let mut choices = choices.into_iter();
    let found = choices.find(|(word, _)| *word == value);
    found
        .map(|(_, choice)| choice)
        .ok_or_else(|| invalid(format!("{name} `{value}` is not {words}")))
}

fn invalid(text: String) -> ApiError {
    ApiError::new("ValidationException", text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use towline_core::Time;

    use super::*;

    fn read(query: &[(&str, &str)], last: Option<&str>) -> Result<Query, String> {
        let mut request = http::Request::new(());
        if let Some(last) = last {
            let headers = request.headers_mut();
            headers.insert("last-event-id", last.parse().unwrap());
        }
        let pairs = query.iter().map(|(n, v)| (n.to_string(), v.to_string()));
        Query::read(&request.into_parts().0, pairs.collect()).map_err(|e| e.message)
    }

    #[test]
    fn last_event_id_beats_after_and_nonsense_is_named() {
        let begin = |query: &[(&str, &str)], last| read(query, last).unwrap().begin;
        assert_eq!(begin(&[], None), Begin::After(0));
        assert_eq!(begin(&[("after", "7")], Some("9")), Begin::After(9));
        assert_eq!(begin(&[("age", "60")], None), Begin::Age(Span::minutes(1)));
        for (query, last, named) in [
            (("after", "-1"), None, "`-1`"),
            (("after", "1"), Some("x"), "`x`"),
            (("age", "-5"), None, "`-5`"),
            (("follow", "maybe"), None, "true or false"),
            (("format", "xml"), None, "plain or eventbridge or brief"),
            (("colour", "red"), None, "`colour`"),
        ] {
            let error = read(&[query], last).unwrap_err();
            assert!(error.contains(named), "{error}");
        }
        assert!(read(&[("kind", "a"), ("kind", "b")], None).is_err());
    }

    #[test]
    fn filters_look_at_kind_subject_and_names() {
        let takes = |query: &[(&str, &str)], kind: &str, detail: serde_json::Value| {
            let event = Event {
                at: Time(0),
                kind: kind.into(),
                subject: "d-1".into(),
                detail,
            };
            read(query, None).unwrap().filter.takes(&event)
        };
        let detail = json!({"application": "shop", "target": "web-1"});
        assert!(takes(&[], "target.failed", detail.clone()));
        assert!(takes(
            &[("kind", "target."), ("host", "web-1")],
            "target.failed",
            detail.clone()
        ));
        assert!(!takes(
            &[("kind", "deployment.")],
            "target.failed",
            detail.clone()
        ));
        assert!(!takes(
            &[("host", "web-2")],
            "target.failed",
            detail.clone()
        ));
        assert!(!takes(
            &[("pipeline", "shop")],
            "target.failed",
            detail.clone()
        ));
        assert!(takes(
            &[("application", "shop"), ("subject", "d-1")],
            "target.failed",
            detail
        ));
        let many = json!({"targets": ["web-1", "web-2"]});
        assert!(takes(
            &[("host", "web-2")],
            "deployment.targets-skipped",
            many
        ));
        assert!(takes(&[("host", "d-1")], "host.joined", json!({})));
    }
}
