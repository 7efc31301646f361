"""Reading foreign files and tables into layers: any vector source, CSV, XLSX; one commit, all or nothing."""
