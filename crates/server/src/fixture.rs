//! A server without a port, for unit tests: real database, real buckets, the system's clock.

mod flaky;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use towline_api::{ApiError, codedeploy, normalize};
use towline_auth::caller::{Caller, Role};
use towline_auth::seal::Sealer;
use towline_core::Span;
use towline_store::{SqliteStore, Store, StoreError};

use crate::{App, Clock, Random, Settings};

pub(crate) use flaky::{Left, flaky};

/// The server of a data directory.
pub(crate) async fn app(data: &Path) -> Arc<App> {
    let store = Arc::new(store(data).await);
    app_on(data, store).await
}

/// The server of a data directory, with a store that the test has prepared.
pub(crate) async fn app_on(data: &Path, store: Arc<dyn Store>) -> Arc<App> {
    let settings = Settings {
        account: "123456789012".into(),
        region: "us-east-1".into(),
        data: data.into(),
        url: "http://towline.test".into(),
    };
    let sealer = Sealer::open(&data.join("seal-key")).unwrap();
    App::new(
        settings,
        Clock::dev(Span(0)),
        Random::system(),
        sealer,
        store,
    )
    .await
    .unwrap()
}

/// The store of a data directory, as soon as the last read of a server before has let go of it.
pub(crate) async fn store(data: &Path) -> SqliteStore {
    let limit = Instant::now() + Duration::from_secs(30);
    loop {
        match SqliteStore::open(data) {
            Err(StoreError::Busy { .. }) if Instant::now() < limit => {
                tokio::task::yield_now().await;
            }
            opened => return opened.unwrap(),
        }
    }
}

/// A caller who may do everything.
pub(crate) fn caller() -> Caller {
    Caller {
        account: "123456789012".into(),
        arn: "arn:aws:iam::123456789012:user/ann".into(),
        access_key_id: "AKIA".into(),
        role: Role::Admin,
    }
}

/// An operation of CodeDeploy.
pub(crate) async fn deploy(app: &Arc<App>, name: &str, input: Value) -> Result<Value, ApiError> {
    let operation = codedeploy::Operation::parse(name).expect(name);
    let input = normalize(operation.input(), input).expect("input of the operation's shape");
    crate::codedeploy::handle(app, &caller(), operation, input).await
}

/// An action of a pipeline, without artifacts. `kind` is category, owner and provider.
pub(crate) fn action(name: &str, kind: [&str; 3], configuration: Value) -> Value {
    let [category, owner, provider] = kind;
    json!({
        "name": name,
        "actionTypeId": {
            "category": category, "owner": owner, "provider": provider, "version": "1",
        },
        "configuration": configuration,
    })
}
