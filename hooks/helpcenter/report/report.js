// A page of the report follows the device's choice of light or dark; what follows sorts its tables.
if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.setAttribute("data-scheme", "dark")
