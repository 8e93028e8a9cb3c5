"""Charts drawn on the server: a frozen value in, one SVG string out, one module per kind.

Every chart is drawn twice, 640 wide for page and paper and 340 wide for a phone, because text
stays 14 px in both. Classes carry the look (``tokens/chart.css``), never an inline style.
"""
