//! What a scrape may never show.

use std::time::Duration;

use http::StatusCode;
use towline_core::Event;

use super::{Label, scrape};
use crate::fixture;

#[tokio::test]
async fn names_and_ids_of_users_are_no_labels_and_the_text_does_not_grow() {
    let data = tempfile::tempdir().unwrap();
    let app = fixture::app(data.path()).await;
    let event = |subject: &str| Event {
        at: app.clock.now(),
        kind: "build.submitted".into(),
        subject: subject.into(),
        detail: serde_json::json!({"project": subject}),
    };
    let label = Label {
        service: "codebuild",
        operation: "StartBuild",
    };
    let mut lines = Vec::new();
    for round in 0..20 {
        let name = format!("hostile\"}} 1\n# {round}");
        app.commit(Vec::new(), vec![event(&name)]).await.unwrap();
        let took = Duration::from_millis(round);
        app.metrics.requests.answered(label, StatusCode::OK, took);
        let text = scrape(&app);
        assert!(!text.contains("hostile"), "{text}");
        lines.push(text.lines().count());
    }
    assert_eq!(lines.first(), lines.last());
    let text = scrape(&app);
    let line = "towline_events_total{kind=\"build.submitted\"} 20";
    assert!(text.lines().any(|l| l == line), "{text}");
    app.shutdown().await;
}
