"""Extensions of the worker: code that runs when functions are loaded, and before and after each invocation.

An application extension is a subclass of `AppExtensionBase`, a function extension an object of a subclass of
`FuncExtensionBase`; `ExtensionMeta` has the registered ones. `bindings` has what you need for your own bindings.

Source: `azure.functions.extension`.
"""

from azure_functions_lite._lazy import attach as _attach

__getattr__, __dir__, __all__ = _attach(
    __name__,
    {
        "app_extension_base": ("AppExtensionBase",),
        "app_extension_hooks": (),
        "bindings": (),
        "extension_hook_meta": (),
        "extension_meta": ("ExtensionMeta",),
        "extension_scope": (),
        "func_extension_base": ("FuncExtensionBase",),
        "func_extension_hooks": (),
        "function_extension_exception": ("FunctionExtensionException",),
    },
)
