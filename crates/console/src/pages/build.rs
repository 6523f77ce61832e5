//! One build: its phases, its log where it failed or goes on, its test reports.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::excerpt::{self, Source};
use super::execution::bar;
use super::pipeline::who;
use crate::frame::{Context, Live, Page};
use crate::parts::{commands, part, quoted, state, why_with};
use crate::text::{Text, count, list, text, texts, time};
use crate::time::{clock, took, when_any};
use towline_words::span;

/// Test cases that are shown of a report: those that did not succeed first.
const CASES: usize = 500;

pub(crate) async fn page(context: &Context, id: &str) -> Result<Page, ApiError> {
    let server = &context.server;
    let after = server.position().await?;
    let found = server.builds(&[id.to_string()]).await?;
    let Some(build) = found.first() else {
        let what = format!("there is no build `{id}`, or it was deleted");
        return Err(ApiError::new("BuildNotFoundException", what));
    };
    let succeeded = text(&build["buildStatus"]).0 == "SUCCEEDED";
    let reasons = if succeeded {
        Vec::new()
    } else {
        server.why(id).await?
    };
    let source = Source::Build(id.to_string());
    let log = excerpt::around_error(server, &source).await;
    let project = text(&build["projectName"]);
    let content = html! {
        dl.facts {
            div { dt { "State" } dd { (state(&text(&build["buildStatus"]))) } }
            div { dt { "Project" } dd { a href={ "/console/builds?project=" (part(&project)) } { (project) } } }
            div { dt { "By" } dd { (by(build)) } }
            div { dt { "Started" } dd { (when_any(time(&build["startTime"]), context.now)) } }
            div { dt { "Took" } dd { (took(time(&build["startTime"]), time(&build["endTime"]), context.now)) } }
        }
        @if !reasons.is_empty() { (why_with(&reasons, context.now, false)) }
        section #failure aria-label="Log" { h2 { "Log" } (excerpt::show(&log, &source)) }
        (phases(build, context.now))
        (reports(context, build).await?)
        (commands(&[
            ("Id", id.to_string()),
            ("ARN", text(&build["arn"]).0.to_string()),
            ("AWS CLI", format!("aws codebuild batch-get-builds --ids {}", quoted(id))),
            ("Towline", format!("towline build show {}", quoted(id))),
            ("Log", format!("towline logs {}", quoted(id))),
        ]))
    };
    let live = Live {
        after,
        kinds: &["build.", "report."],
        names: vec![id.to_string()],
    };
    let number = build["buildNumber"].as_i64().unwrap_or_default();
    let page = Page::new(format!("{} #{number}", project.0), content);
    let beside = html! { a.button href=(source.place()) data-log { "Log" } };
    Ok(page
        .under("Builds", "/console/builds")
        .beside(beside)
        .live(live))
}

/// Who started it: a pipeline by its page.
fn by(build: &Value) -> Markup {
    let by = text(&build["initiator"]);
    html! {
        @match by.strip_prefix("codepipeline/") {
            Some(pipeline) => a href={ "/console/pipelines/" (part(pipeline)) } { (Text(pipeline)) },
            None => (Text(who(&by))),
        }
    }
}

fn phases(build: &Value, now: f64) -> Markup {
    let begin = time(&build["startTime"]).unwrap_or(now);
    let end = time(&build["endTime"]).unwrap_or(now);
    html! {
        section aria-label="Phases" {
            h2 { "Phases" }
            div.events {
                @for phase in list(&build["phases"]) {
                    @let name = text(&phase["phaseType"]);
                    @let status = match text(&phase["phaseStatus"]).0 { "" if name.0 != "COMPLETED" => "IN_PROGRESS", "" => "SUCCEEDED", status => status };
                    @let (from, to) = (time(&phase["startTime"]), time(&phase["endTime"]));
                    @if name.0 != "COMPLETED" {
                        div.event {
                            div.line-of {
                                span.name { (name) }
                                (state(status))
                                @if let Some(from) = from {
                                    span.at { (clock(from)) } (took(Some(from), to, now))
                                    (bar(from - begin, to.unwrap_or(end) - begin, end - begin, status))
                                }
                            }
                            @for context in list(&phase["contexts"]) {
                                @let said = text(&context["message"]);
                                @if !said.is_empty() { p.said.inside { (said) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

async fn reports(context: &Context, build: &Value) -> Result<Markup, ApiError> {
    let arns = texts(&build["reportArns"]);
    if arns.is_empty() {
        return Ok(html! {});
    }
    let input = json!({"reportArns": arns});
    let found = context.server.build("BatchGetReports", input).await?;
    let mut shown = Vec::new();
    for report in list(&found["reports"]) {
        shown.push(one_report(context, report).await?);
    }
    Ok(
        html! { section aria-label="Test reports" { h2 { "Test reports" } @for one in shown { (one) } } },
    )
}

async fn one_report(context: &Context, report: &Value) -> Result<Markup, ApiError> {
    let input = json!({"reportArn": report["arn"]});
    let listing = crate::ask::codebuild("DescribeTestCases", input, "testCases");
    let mut cases = context.server.all(listing, CASES).await?;
    let good = |case: &Value| text(&case["status"]).0 == "SUCCEEDED";
    cases.sort_by_key(good);
    let summary = &report["testSummary"];
    let (passed, total) = (
        count(&summary["statusCounts"]["SUCCEEDED"]),
        count(&summary["total"]),
    );
    let nanoseconds = count(&summary["durationInNanoSeconds"]) as f64;
    Ok(html! {
        details.event.report open[passed < total || total < 40] {
            summary {
                span.name { (text(&report["name"])) }
                (state(&text(&report["status"])))
                span.num { (passed) " of " (total) " passed" }
                span.num { (span(nanoseconds / 1e9)) }
            }
            div.inside {
                table.rows.cases {
                    thead { tr { th { "Test" } th { "State" } th { "Took" } } }
                    tbody {
                        @for case in &cases {
                            tr {
                                td.wide {
                                    span.kind { (text(&case["prefix"])) " " } (text(&case["name"]))
                                    @let said = text(&case["message"]);
                                    @if !said.is_empty() { pre.tail { @for line in said.lines() { (crate::log::ansi::line(line)) "\n" } } }
                                }
                                td { (state(&text(&case["status"]))) }
                                td.num { (span(count(&case["durationInNanoSeconds"]) as f64 / 1e9)) }
                            }
                        }
                    }
                }
                @if cases.len() as u64 != total { p.note { (cases.len()) " of " (total) " are shown." } }
            }
        }
    })
}
