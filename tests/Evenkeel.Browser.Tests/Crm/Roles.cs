using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Crm;

/// <summary>Finds things as a person with a screen reader does: by role and name.</summary>
internal static class Roles
{
    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Field(this IPage page, string name) => page.GetByRole(AriaRole.Textbox, new() { Name = name, Exact = true });

    public static ILocator Choice(this IPage page, string name) => page.GetByRole(AriaRole.Combobox, new() { Name = name, Exact = true });

    public static ILocator Tick(this IPage page, string name) => page.GetByRole(AriaRole.Checkbox, new() { Name = name, Exact = true });

    public static ILocator Heading(this IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    public static ILocator AnyDialog(this IPage page) => page.GetByRole(AriaRole.Dialog);

    public static Task ShownAsync(this ILocator place) => place.First.WaitForAsync();

    public static Task GoneAsync(this ILocator place) => place.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
}
