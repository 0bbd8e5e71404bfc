"""Parts of walks through the site: what each kind of user does, to be put together by the tests."""
