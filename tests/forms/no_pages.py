"""A site without pages, for tests that only render."""

urlpatterns = []
