"""What the end-to-end tests share: processes, clients and waiting. No assertions about behaviour."""
