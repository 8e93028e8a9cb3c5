"""Files of plans: places and regions in, workbooks, tables and MPS out."""
