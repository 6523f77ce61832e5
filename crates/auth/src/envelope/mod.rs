//! The PKCS#7 envelope around a deployment specification.
