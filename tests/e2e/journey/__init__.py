"""The stations of the journey, in the order of issue 2: public, agency, company, review."""
