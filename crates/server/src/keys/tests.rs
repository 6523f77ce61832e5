//! Keys over a real database.

use super::*;
use crate::fixture::app;

#[tokio::test]
async fn the_root_key_stays_and_the_runner_key_changes() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    let first = at_start(&app, None, None).await.unwrap();
    let second = at_start(&app, None, None).await.unwrap();
    assert_eq!(first.root.access_key_id, second.root.access_key_id);
    assert_eq!(first.root.secret, second.root.secret);
    let old = secret(&app, &first.runner.access_key_id).await.unwrap();
    assert!(old.is_none());
    let (found, caller) = secret(&app, &second.runner.access_key_id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.key, second.runner.secret);
    assert_eq!(caller.role, Role::Runner);
    let file = std::fs::read_to_string(directory.path().join("root-key")).unwrap();
    assert!(file.contains(first.root.secret.expose()));
    let stored = app
        .store
        .get(KIND, &first.root.access_key_id)
        .await
        .unwrap()
        .unwrap();
    assert!(!stored.contains(first.root.secret.expose()));
}

#[tokio::test]
async fn a_preset_root_key_replaces_the_old_one() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    let first = at_start(&app, None, None).await.unwrap();
    let preset = |id: &str, secret: &str| RootPreset {
        access_key_id: id.into(),
        secret: SecretKey::new(secret),
    };
    let chosen = preset("AKIACHOSENBYHAND1", "0123456789abcdef");
    let second = at_start(&app, Some(chosen), None).await.unwrap();
    assert_eq!(second.root.access_key_id, "AKIACHOSENBYHAND1");
    assert!(
        secret(&app, &first.root.access_key_id)
            .await
            .unwrap()
            .is_none()
    );
    let short = at_start(&app, Some(preset("te_st1", "x")), None).await;
    assert_eq!(short.unwrap().root.access_key_id, "te_st1");
    for bad in [
        preset("", "0123456789abcdef"),
        preset(&"A".repeat(129), "0123456789abcdef"),
        preset("with/slash", "0123456789abcdef"),
        preset("AKIACHOSENBYHAND1", ""),
    ] {
        let error = at_start(&app, Some(bad), None)
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("TOWLINE_ROOT_ACCESS_KEY_ID"), "{error}");
        assert!(!error.contains("0123456789abcdef"), "{error}");
    }
}

#[tokio::test]
async fn temporary_keys_have_an_end_and_perhaps_a_token() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    let end = Time(5_000);
    let (row, key) = mint(&app, Role::Runner, "arn:x", Some(end)).unwrap();
    let (pair_row, pair) = mint_pair(&app, Role::Join, "arn:x", end).unwrap();
    app.commit(vec![row, pair_row], vec![]).await.unwrap();
    assert!(key.access_key_id.starts_with("ASIA") && key.access_key_id.len() == 20);
    let (found, _) = secret(&app, &key.access_key_id).await.unwrap().unwrap();
    assert_eq!(found.expires, Some(Stamp(5)));
    assert!(
        found
            .session_token
            .unwrap()
            .is(key.session_token.as_deref().unwrap())
    );
    let (found, _) = secret(&app, &pair.access_key_id).await.unwrap().unwrap();
    assert_eq!((found.session_token, found.expires), (None, Some(Stamp(5))));
}

#[tokio::test]
async fn a_revoked_key_is_unknown_at_once_however_often_it_was_looked_up() {
    let directory = tempfile::tempdir().unwrap();
    let app = app(directory.path()).await;
    let (row, key) = mint(&app, Role::Runner, "arn:x", None).unwrap();
    let id = key.access_key_id.as_str();
    assert!(secret(&app, id).await.unwrap().is_none());
    for _ in 0..20 {
        app.commit(vec![row.clone()], vec![]).await.unwrap();
        for _ in 0..3 {
            assert!(secret(&app, id).await.unwrap().is_some());
        }
        app.commit(vec![revoke(id)], vec![]).await.unwrap();
        assert!(secret(&app, id).await.unwrap().is_none());
        assert!(!exists(&app, id).await.unwrap());
    }
}
