using Evenkeel.Browser.Tests.Browsing;
using Evenkeel.Browser.Tests.Crm;
using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Drafts;

/// <summary>The form for a new contact of one client of the CRM.</summary>
internal static class ContactForm
{
    public static async Task<IPage> OpenFormAsync(this IPage page)
    {
        await page.Button("Add contact").ClickAsync();
        await page.Field("Name").ShownAsync();
        return page;
    }

    /// <summary>Presses keys, as a person does.</summary>
    public static async Task KeysAsync(this IPage page, string field, string text)
    {
        await page.Field(field).ClickAsync();
        await page.Field(field).PressSequentiallyAsync(text);
    }

    public static async Task ShowsAsync(this IPage page, string name, string role)
    {
        try
        {
            await page.WaitForFunctionAsync("name => document.querySelector('dialog input[name=name], [role=dialog] input[name=name]')?.value === name", name);
        }
        catch (TimeoutException waited)
        {
            var state = await page.EvaluateAsync<string>("() => JSON.stringify([document.querySelector('dialog, [role=dialog]')?.innerText, [...document.querySelectorAll('input')].map(each => [each.name, each.value]), keel.session.current(), keel.status.get()])");
            throw new TimeoutException($"The form does not show '{name}': {state}", waited);
        }

        Assert.Equal(role, await page.Field("Role").InputValueAsync());
    }

    /// <summary>The device has this text among what was typed.</summary>
    public static Task UntilOnDeviceAsync(this IPage page, string text) => page.UntilHoldsAsync(
        """
        text => new Promise((resolve, reject) => {
          const opening = indexedDB.open("evenkeel-drafts");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const database = opening.result;
            const reading = database.transaction("kept").objectStore("kept").getAll();
            reading.onerror = () => reject(reading.error);
            reading.onsuccess = () => {
              database.close();
              resolve(reading.result.some(({ values }) => [...values.values()].some(([value]) => value === text)));
            };
          };
        })
        """,
        text);

    /// <summary>What was typed is on the device: the form says so.</summary>
    public static Task KeptAsync(this IPage page) => page.GetByText("Draft saved").ShownAsync();
}
