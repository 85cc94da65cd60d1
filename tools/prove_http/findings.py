"""What the readers find and we leave as it is: kind, finding, words in it, and why."""

EXPLAINED = [
    (".*", "HSTS_NO_SUBDOMAINS", "",
     "includeSubDomains would speak for other names of the operator's domain, which may have no TLS; the proxy can say it"),
    (".*", "drheader Strict-Transport-Security", "max-age=31536000",
     "includeSubDomains would speak for other names of the operator's domain, which may have no TLS; the proxy can say it"),
    (".*", "drheader X-XSS-Protection", "not included",
     "no browser in use reads X-XSS-Protection any more; the content-security policy allows no script but our own"),
    (".*", "drheader Pragma", "not included",
     "Pragma in a response was never defined (RFC 9111 5.4); Cache-Control says it"),
    ("page.*|.*page|signed in.*|another site's form|no such page", "drheader Referrer-Policy", "same-origin",
     "pages say same-origin: others are told nothing, and our own forms can tell their site"),
    ("(style|script|icon|picture).*", "drheader Cache-Control", "max-age=300",
     "the same for everybody, and nothing of a member: browsers may keep it for five minutes"),
    (".*photo", "drheader Cache-Control", "private.*immutable",
     "named by its hash; only the browser of who may see it keeps it, and an expert on a telephone does not load it twice"),
    ("tile|proof|checkpoint|json packed|health|readiness|.*", "drheader Cache-Control", "^.*(private, no-cache|no-cache|immutable)$",
     "asked for anew each time (ETag), by the account's own browser alone where it is a member's; public evidence is for all"),
    (".*", "drheader Cache-Control", "no-store$",
     "no-store alone keeps it from every cache (RFC 9111 5.2.2.5); max-age=0 beside it says no more"),
    ("feed|json.*|not modified|archive", "VARY_COMPLEX", "",
     "the same address gives JSON or a feed, packed or not, to each account its own: the field says so"),
]
