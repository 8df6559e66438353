"""People who only abuse the service: for a while their words reach nobody, and they are told so."""
