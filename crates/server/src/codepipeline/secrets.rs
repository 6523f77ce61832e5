//! Secret configuration values: masked in answers, and kept when the mask is sent back.

use std::collections::BTreeMap;

use towline_core::pipeline::catalogue::{ActionType, ActionTypeId};
use towline_core::pipeline::declaration::{ActionDeclaration, Declaration};

/// What an answer shows instead of a secret.
const MASK: &str = "****";

fn secret_keys<'a>(
    catalogue: &'a [ActionType],
    id: &ActionTypeId,
) -> impl Iterator<Item = &'static str> + use<'a> {
    let found = catalogue.iter().find(|t| t.id == *id);
    let properties = found.into_iter().flat_map(|t| &t.properties);
    properties.filter(|p| p.secret).map(|p| p.name)
}

/// Masks the secret values of one action's configuration.
pub(super) fn mask_values(
    catalogue: &[ActionType],
    id: &ActionTypeId,
    configuration: &mut BTreeMap<String, String>,
) {
    for key in secret_keys(catalogue, id) {
        if let Some(value) = configuration.get_mut(key) {
            *value = MASK.into();
        }
    }
}

/// Masks every secret of a declaration.
pub(super) fn mask(catalogue: &[ActionType], declaration: &mut Declaration) {
    for stage in &mut declaration.stages {
        for action in &mut stage.actions {
            mask_values(catalogue, &action.action_type_id, &mut action.configuration);
        }
    }
}

/// Puts stored secrets in the place of masks, where stage, action and all other values of the
/// action are unchanged.
pub(super) fn unmask(catalogue: &[ActionType], new: &mut Declaration, old: &Declaration) {
    for stage in &mut new.stages {
        let before = old.stage(&stage.name).map(|(_, s)| s);
        for action in &mut stage.actions {
            if let Some(before) = before.and_then(|s| s.action(&action.name)) {
                unmask_action(catalogue, action, before);
            }
        }
    }
}

fn unmask_action(
    catalogue: &[ActionType],
    action: &mut ActionDeclaration,
    before: &ActionDeclaration,
) {
    let mut shown = before.clone();
    mask_values(catalogue, &shown.action_type_id, &mut shown.configuration);
    let secrets: Vec<_> = secret_keys(catalogue, &action.action_type_id).collect();
    let same = |key: &String| {
        secrets.contains(&key.as_str())
            || shown.configuration.get(key) == action.configuration.get(key)
    };
    let keys = shown
        .configuration
        .keys()
        .chain(action.configuration.keys());
    if action.action_type_id != before.action_type_id || !keys.into_iter().all(same) {
        return;
    }
    for key in secrets {
        if action.configuration.get(key).map(String::as_str) == Some(MASK)
            && let Some(value) = before.configuration.get(key)
        {
            action.configuration.insert(key.into(), value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn catalogue() -> Vec<ActionType> {
        let id = ActionTypeId::aws("Source", "Forge");
        vec![
            ActionType::new(id, (0, 0), (1, 1))
                .required(&["Repo"])
                .secret(&["Token"]),
        ]
    }

    fn declaration(stage: &str, repo: &str, token: &str) -> Declaration {
        let action = json!({
            "name": "Fetch",
            "actionTypeId": {
                "category": "Source", "owner": "AWS", "provider": "Forge", "version": "1",
            },
            "configuration": {"Repo": repo, "Token": token},
        });
        let stages = json!([{"name": stage, "actions": [action]}]);
        serde_json::from_value(json!({"name": "p", "stages": stages})).expect("a declaration")
    }

    fn token(declaration: &Declaration) -> &str {
        &declaration.stages[0].actions[0].configuration["Token"]
    }

    #[test]
    fn secrets_are_masked() {
        let mut shown = declaration("Source", "shop", "hunter2");
        mask(&catalogue(), &mut shown);
        assert_eq!(token(&shown), MASK);
    }

    #[test]
    fn a_mask_sent_back_keeps_the_secret_unless_something_else_changed() {
        let old = declaration("Source", "shop", "hunter2");
        let sent = |stage, repo| {
            let mut new = declaration(stage, repo, MASK);
            unmask(&catalogue(), &mut new, &old);
            token(&new).to_string()
        };
        assert_eq!(sent("Source", "shop"), "hunter2");
        assert_eq!(sent("Source", "other"), MASK);
        assert_eq!(sent("Fetch", "shop"), MASK);
    }
}
