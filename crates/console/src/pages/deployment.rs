//! One deployment: the health budget, the hosts in their waves, why it waits or failed, and what can
//! be done about it.

use maud::{Markup, html};
use serde_json::{Value, json};
use towline_api::ApiError;

use super::deployments::versions;
use super::excerpt::{self, Source};
use super::execution::first_failure;
use super::home::creator;
use super::versions::{Versions, show as version};
use crate::frame::{Context, Live, Page};
use crate::parts::{Act, commands, part, plural, quoted, state, why_with};
use crate::text::{Text, count, list, text, time};
use crate::time::{took, when_any};

/// From so many hosts on they are shown small.
const MANY: usize = 60;
/// From so many hosts on their words are told by the legend, and to who points at one or listens.
const CROWD: usize = 240;
/// Waves of so many hosts stand side by side.
const SMALL: usize = 4;
/// From so many waves on they are not shown apart.
const WAVES: usize = 12;

pub(crate) async fn page(context: &Context, id: &str) -> Result<Page, ApiError> {
    let server = &context.server;
    let after = server.position().await?;
    let output = server
        .deploy("GetDeployment", json!({"deploymentId": id}))
        .await?;
    let info = &output["deploymentInfo"];
    let budget = server
        .towline("GetHealthBudget", json!({"deploymentId": id}))
        .await?;
    let targets = server.targets(id).await?;
    let failed = text(&info["status"]).0 == "Failed";
    let reasons = match text(&info["status"]).0 {
        "Succeeded" => Vec::new(),
        _ => server.why(id).await?,
    };
    let failure = if failed {
        first_failure(server, id).await?
    } else {
        None
    };
    let versions = versions(server, std::slice::from_ref(info)).await?;
    let view = View {
        context,
        id,
        info,
        budget: &budget,
        targets: &targets,
        versions: &versions,
    };
    let content = html! {
        (view.facts())
        @if !reasons.is_empty() { (why_with(&reasons, context.now, failure.is_none())) }
        @if let Some((found, source)) = failure {
            section.failure #failure aria-label="The first failure" {
                @if let Source::Script { target, event, .. } = &source {
                    h2 { (state("Failed")) " " a href={ "/console/deployments/" (part(id)) "/" (part(target)) } { (Text(target)) } " · " (Text(event)) }
                }
                (excerpt::show(&found, &source))
            }
        }
        (view.meter())
        (view.hosts())
        (view.commands())
    };
    let live = Live {
        after,
        kinds: &[
            "deployment.",
            "target.s",
            "target.f",
            "target.lifecycle-event",
        ],
        names: vec![id.to_string()],
    };
    let (application, group) = (
        text(&info["applicationName"]),
        text(&info["deploymentGroupName"]),
    );
    let place = format!(
        "/console/deployments?application={}&group={}",
        part(&application),
        part(&group)
    );
    let page = Page::new(format!("Deployment {id}"), content)
        .under("Deployments", "/console/deployments")
        .under(format!("{} / {}", application.0, group.0), place);
    Ok(page.beside(view.acts()).live(live))
}

struct View<'a> {
    context: &'a Context,
    id: &'a str,
    info: &'a Value,
    budget: &'a Value,
    targets: &'a [Value],
    versions: &'a Versions,
}

impl View<'_> {
    fn facts(&self) -> Markup {
        let info = self.info;
        let now = self.context.now;
        let rollback = &info["rollbackInfo"];
        let link = |id: &str| html! { a href={ "/console/deployments/" (part(id)) } { code { (Text(id)) } } };
        html! {
            dl.facts {
                div { dt { "State" } dd { (state(&text(&info["status"]))) } }
                div.wide { dt { "Version" } dd { (version(self.versions.get(&info["revision"]), &info["revision"])) } }
                div { dt { "By" } dd { (self.maker()) } }
                div { dt { "Created" } dd { (when_any(time(&info["createTime"]), now)) } }
                div { dt { "Took" } dd { (took(time(&info["createTime"]), time(&info["completeTime"]), now)) } }
                div { dt { "Configuration" } dd { (text(&info["deploymentConfigName"])) } }
                @if let Some(id) = rollback["rollbackDeploymentId"].as_str() { div { dt { "Rolled back by" } dd { (link(id)) } } }
                @if let Some(id) = rollback["rollbackTriggeringDeploymentId"].as_str() { div { dt { "Rolls back" } dd { (link(id)) } } }
                @if let Some(said) = info["description"].as_str().filter(|said| !said.is_empty()) { div.wide { dt { "Description" } dd { (Text(said)) } } }
            }
        }
    }

    /// Who made it: the execution, where one did.
    fn maker(&self) -> Markup {
        let by = text(&self.info["creator"]);
        html! {
            @match self.versions.get(&self.info["revision"]).filter(|_| by.starts_with("codepipeline/")) {
                Some(made) => a href={ "/console/pipelines/" (part(&made.pipeline)) "/" (part(&made.execution)) } { (Text(&made.pipeline)) },
                None => (Text(creator(&by))),
            }
        }
    }

    fn acts(&self) -> Markup {
        let csrf = &self.context.visitor.csrf;
        let fields = |more: &[(&'static str, &str)]| {
            let mut fields = vec![("deployment", self.id.to_string())];
            fields.extend(more.iter().map(|(name, value)| (*name, value.to_string())));
            fields
        };
        let over = ["Succeeded", "Failed", "Stopped"].contains(&text(&self.info["status"]).0);
        html! {
            @if over {
                a.button href={ "/console/deployments/compare?to=" (part(self.id)) } { "What changed" }
                (Act { place: "redeploy", fields: fields(&[]), label: "Redeploy this version", class: "",
                    confirm: Some("The same revision is deployed to the whole group again.".into()) }.show(csrf))
            } @else {
                (Act { place: "stop-deployment", fields: fields(&[("rollback", "false")]), label: "Stop", class: "danger stop",
                    confirm: Some("Hosts in flight finish the lifecycle event they are in; nothing is rolled back.".into()) }.show(csrf))
                (Act { place: "stop-deployment", fields: fields(&[("rollback", "true")]), label: "Stop and roll back", class: "danger",
                    confirm: Some("It is stopped, and the last version that succeeded is deployed again.".into()) }.show(csrf))
            }
        }
    }

    /// The budget: how many hosts serve, how many must, how many are in flight.
    fn meter(&self) -> Markup {
        let number = |name: &str| count(&self.budget[name]);
        let (total, healthy, need) = (number("total"), number("healthy"), number("required"));
        let (flight, failed) = (number("inFlight"), number("failed"));
        if total == 0 {
            return html! {};
        }
        let scale = |count: u64| count * 1000 / total;
        html! {
            section aria-label="Health budget" {
                h2 { "Health budget" }
                div.meter {
                    p { "healthy " strong { (healthy) } ", need " strong { (need) } ", in flight " strong { (flight) }
                        @if failed > 0 { ", failed " strong { (failed) } } " of " (total) }
                    svg viewBox="0 0 1000 20" preserveAspectRatio="none" role="img"
                        aria-label={ "healthy " (healthy) ", need " (need) ", in flight " (flight) ", failed " (failed) } {
                        rect.healthy x="0" y="0" width=(scale(healthy)) height="20" {}
                        rect.flight x=(scale(healthy)) y="0" width=(scale(flight)) height="20" {}
                        rect.lost x=(scale(healthy + flight)) y="0" width=(scale(failed)) height="20" {}
                        line.need x1=(scale(need).clamp(2, 998)) x2=(scale(need).clamp(2, 998)) y1="0" y2="20" {}
                    }
                    p.note { "At most " (count(&self.budget["tolerance"])) " may be in flight or failed at once." }
                }
            }
        }
    }

    fn hosts(&self) -> Markup {
        let waves = waves(self.targets, count(&self.budget["tolerance"]) as usize);
        html! {
            section aria-label="Hosts" {
                h2 { "Hosts" }
                (self.legend())
                @if self.targets.is_empty() { p.empty { "It has no hosts." } }
                div.waves.small[waves.len() > 1 && waves.iter().all(|wave| wave.len() <= SMALL)] {
                    @for (at, wave) in waves.iter().enumerate() {
                        div.wave {
                            @if waves.len() > 1 { h3 { "Wave " (at + 1) " " span.kind { (plural(wave.len(), "host", "hosts")) } } }
                            div.hosts.many[self.targets.len() > MANY].crowd[self.targets.len() > CROWD] { @for target in wave { (self.host(target)) } }
                        }
                    }
                }
            }
        }
    }

    fn legend(&self) -> Markup {
        let overview = &self.info["deploymentOverview"];
        html! {
            p.legend {
                @for name in ["Succeeded", "InProgress", "Failed", "Skipped", "Pending"] {
                    @if count(&overview[name]) > 0 { span { (state(name)) " " span.num { (count(&overview[name])) } } }
                }
            }
        }
    }

    fn host(&self, target: &Value) -> Markup {
        let name = text(&target["targetId"]);
        let status = text(&target["status"]);
        let step = current(target);
        let words = match (status.0, step) {
            ("InProgress" | "Failed", Some(step)) => step,
            _ => "",
        };
        html! {
            a.host.(crate::parts::Tone::of(&status).class()) href={ "/console/deployments/" (part(self.id)) "/" (part(&name)) } data-row title={ (name) ": " (Text(&towline_words::word(&status))) } {
                i.shape aria-hidden="true" {}
                span.name { (name) }
                span.word { (Text(&towline_words::word(&status))) @if !words.is_empty() { ": " (Text(words)) } }
            }
        }
    }

    fn commands(&self) -> Markup {
        let id = self.id;
        commands(&[
            ("Id", id.to_string()),
            (
                "AWS CLI",
                format!("aws deploy get-deployment --deployment-id {}", quoted(id)),
            ),
            (
                "Towline",
                format!("towline deployment watch {}", quoted(id)),
            ),
            ("Why", format!("towline why {}", quoted(id))),
        ])
    }
}

/// The lifecycle event that is next or in progress, or that failed.
fn current(target: &Value) -> Option<&str> {
    let events = list(&target["lifecycleEvents"]);
    let with = |wanted: &[&str]| {
        events
            .iter()
            .find(|one| wanted.contains(&text(&one["status"]).0))
    };
    let found = with(&["Failed"]).or_else(|| with(&["InProgress", "Pending"]))?;
    Some(text(&found["lifecycleEventName"]).0)
}

/// Hosts in the order in which they were or will be taken, as many at once as the budget lets go.
fn waves(targets: &[Value], size: usize) -> Vec<Vec<&Value>> {
    let begun = |one: &Value| {
        let starts = list(&one["lifecycleEvents"])
            .iter()
            .filter_map(|event| time(&event["startTime"]));
        starts.reduce(f64::min)
    };
    let mut ordered: Vec<&Value> = targets.iter().collect();
    ordered.sort_by(|a, b| match (begun(a), begun(b)) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => std::cmp::Ordering::Equal,
    });
    let size = size.max(1);
    if ordered.len().div_ceil(size) > WAVES || size >= ordered.len() {
        return vec![ordered];
    }
    ordered.chunks(size).map(<[&Value]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waves_follow_the_order_in_which_hosts_were_taken() {
        let target = |name: &str, start: Option<f64>| json!({"targetId": name, "lifecycleEvents": [{"startTime": start}]});
        let targets = [
            target("a", None),
            target("b", Some(2.0)),
            target("c", Some(1.0)),
            target("d", None),
            target("e", Some(1.5)),
        ];
        let names = |size: usize| {
            let waves = waves(&targets, size);
            let names = waves.iter().map(|wave| {
                wave.iter()
                    .map(|one| text(&one["targetId"]).0)
                    .collect::<String>()
            });
            names.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names(2), "ce ba d");
        assert_eq!(names(5), "cebad");
        assert_eq!(names(0), "c e b a d");
    }
}
