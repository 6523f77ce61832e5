//! Checks of each action against the type it names.

use std::collections::HashSet;

use super::super::catalogue::{ActionType, Count};
use super::super::declaration::{ActionDeclaration, Declaration};
use super::{Context, Findings, Invalid, Place};

fn action(text: String) -> Invalid {
    Invalid::Action(text)
}

pub(super) fn check(declaration: &Declaration, context: &Context<'_>, out: &mut Findings) {
    for (at, stage) in declaration.stages.iter().enumerate() {
        let mut seen = HashSet::new();
        for (number, declared) in stage.actions.iter().enumerate() {
            let place = Place::action(at, number);
            if !seen.insert(&declared.name) {
                let what = format!(
                    "Action name '{}' is used more than once in stage '{}'",
                    declared.name, stage.name
                );
                let name = place.clone().member("name");
                out.add(name, action(what), "rename one of them");
            }
            match context.known(declared) {
                Some(known) => check_one(declared, known, &place, out),
                None => unknown(declared, context, place, out),
            }
        }
    }
}

impl<'a> Context<'a> {
    fn known(&self, declared: &ActionDeclaration) -> Option<&'a ActionType> {
        let id = &declared.action_type_id;
        self.catalogue.iter().find(|known| known.id == *id)
    }
}

fn check_one(declared: &ActionDeclaration, known: &ActionType, place: &Place, out: &mut Findings) {
    check_members(declared, place, out);
    check_configuration(declared, known, place, out);
    let (inputs, outputs) = (&declared.input_artifacts, &declared.output_artifacts);
    check_count(declared, "input", inputs.len(), known.inputs, place, out);
    check_count(declared, "output", outputs.len(), known.outputs, place, out);
    if let Some(Err(what)) = known.check.map(|check| check(declared)) {
        let place = place.clone().member("configuration");
        let fix = "change the configuration of the action";
        out.add(place, Invalid::Action(what), fix);
    }
}

fn unknown(declared: &ActionDeclaration, context: &Context<'_>, place: Place, out: &mut Findings) {
    let id = &declared.action_type_id;
    // The region is printed in the form of an enum constant.
    let region = context.region.to_uppercase().replace('-', "_");
    let what = format!(
        "ActionType (Category: '{}', Provider: '{}', Owner: '{}', Version: '{}') in action '{}' is \
         not available in region '{region}'",
        id.category, id.provider, id.owner, id.version, declared.name
    );
    let similar = |known: &&ActionType| known.id.category == id.category;
    let all = context.catalogue.iter();
    let none = !context.catalogue.iter().any(|known| similar(&known));
    let there: Vec<String> = all
        .filter(|known| none || similar(known))
        .map(|known| {
            let id = &known.id;
            format!(
                "{} {} {} {}",
                id.category, id.owner, id.provider, id.version
            )
        })
        .collect();
    let fix = format!(
        "use one of (category, owner, provider, version): {}",
        there.join("; ")
    );
    out.add(place.member("actionTypeId"), action(what), fix);
}

/// Members that only some types may carry.
fn check_members(declared: &ActionDeclaration, place: &Place, out: &mut Findings) {
    let name = &declared.name;
    let provider = &declared.action_type_id.provider;
    let mut refuse = |member: &str, what: String| {
        let fix = format!("remove `{member}`");
        out.add(place.clone().member(member), action(what), fix);
    };
    let files = declared
        .output_artifacts
        .iter()
        .any(|o| !o.files.is_empty());
    if !declared.commands.is_empty() || files {
        let member = match declared.commands.is_empty() {
            true => "outputArtifacts",
            false => "commands",
        };
        let what = format!(
            "The following action cannot contain a commands field: {name}. To use the commands \
             field, use a compute action."
        );
        refuse(member, what);
    }
    if !declared.output_variables.is_empty() || !declared.environment_variables.is_empty() {
        let member = match declared.output_variables.is_empty() {
            true => "environmentVariables",
            false => "outputVariables",
        };
        let what = format!(
            "Action {name} of type {provider} cannot contain outputVariables or \
             environmentVariables"
        );
        refuse(member, what);
    }
    if declared.timeout_in_minutes.is_some() && !declared.action_type_id.is_approval() {
        let what = format!(
            "Action {name} of type {provider} cannot contain timeoutInMinutes: only manual \
             approvals can"
        );
        refuse("timeoutInMinutes", what);
    }
}

fn check_configuration(
    declared: &ActionDeclaration,
    known: &ActionType,
    place: &Place,
    out: &mut Findings,
) {
    let name = &declared.name;
    let given = &declared.configuration;
    let place = place.clone().member("configuration");
    for property in known.properties.iter().filter(|p| p.required) {
        if !given.contains_key(property.name) {
            let what = format!(
                "Action configuration for action '{name}' is missing required configuration '{}'",
                property.name
            );
            let fix = format!("add `{}` to `configuration`", property.name);
            out.add(place.clone(), action(what), fix);
        }
    }
    for key in given.keys() {
        let place = place.clone().key(key);
        if known.unsupported.contains(&key.as_str()) {
            let what = format!(
                "Towline does not support configuration '{key}' of action '{name}' yet: remove it"
            );
            out.add(place, action(what), format!("remove `{key}`"));
        } else if !known.properties.iter().any(|p| p.name == key) {
            let what = format!(
                "Action configuration for action '{name}' contains unknown configuration '{key}'"
            );
            let names: Vec<&str> = known.properties.iter().map(|p| p.name).collect();
            let fix = match names.is_empty() {
                true => "remove it: this type has no configuration".to_string(),
                false => format!("remove it, or use one of: {}", names.join(", ")),
            };
            out.add(place, action(what), fix);
        }
    }
}

fn check_count(
    declared: &ActionDeclaration,
    what: &str,
    count: usize,
    allowed: Count,
    place: &Place,
    out: &mut Findings,
) {
    let (bound, limit, number) = match count {
        _ if count < allowed.minimum => ("less", "minimum", allowed.minimum),
        _ if count > allowed.maximum => ("more", "maximum", allowed.maximum),
        _ => return,
    };
    let text = format!(
        "Action {} declares {count} {what} artifacts which is {bound} than the {limit} count \
         ({number})",
        declared.name
    );
    let member = format!("{what}Artifacts");
    let fix = match bound {
        "less" => format!("add entries with a `name` to `{member}`, at least {number}"),
        _ => format!("leave at most {number} in `{member}`"),
    };
    out.add(place.clone().member(&member), action(text), fix);
}

/// Every region with an action needs a store; this server has one region only.
pub(super) fn check_regions(declaration: &Declaration, context: &Context<'_>, out: &mut Findings) {
    let home = context.region;
    let foreign = foreign(declaration, home);
    if let Some(stores) = &declaration.artifact_stores {
        let wanted = [home].into_iter().chain(foreign.iter().map(|(_, r)| *r));
        for missing in wanted.filter(|region| !stores.contains_key(*region)) {
            let what = format!(
                "Your pipeline must have an artifact store, such as an artifact bucket, for each \
                 region where you have an action. The following region is missing in \
                 'pipeline.artifactStores': {missing}."
            );
            let place = Place::default().member("artifactStores");
            let fix = format!("add {missing} with `type` S3 and `location`");
            out.add(place, Invalid::Value(what), fix);
        }
    } else if let Some((place, _)) = foreign.first() {
        let what = "Your pipeline contains actions in more than one region. Use \
                    'pipeline.artifactStores' instead of 'pipeline.artifactStore' to declare an \
                    artifact store, such as an artifact bucket, for each region where you have an \
                    action.";
        let fix = format!("remove `region`, or write {home}");
        out.add(place.clone(), Invalid::Value(what.into()), fix);
        return;
    }
    for (place, region) in foreign {
        let what = format!(
            "Towline does not support actions in other regions yet: the pipeline is in {home}, an \
             action in {region}"
        );
        let fix = format!("remove `region`, or write {home}");
        out.add(place, action(what), fix);
    }
}

/// The regions of actions that are not the pipeline's own.
fn foreign<'d>(declaration: &'d Declaration, home: &str) -> Vec<(Place, &'d str)> {
    let mut foreign = Vec::new();
    for (at, stage) in declaration.stages.iter().enumerate() {
        for (number, declared) in stage.actions.iter().enumerate() {
            if let Some(region) = declared.region.as_deref().filter(|region| *region != home) {
                foreign.push((Place::action(at, number).member("region"), region));
            }
        }
    }
    foreign
}
