using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Drafts;

/// <summary>A page with a field of each kind, and with each field that must not be kept, whose name or nature says so. Everything secret begins alike, so that a half-typed one is found too.</summary>
internal static class SecretForm
{
    /// <summary>No name, script or style has it.</summary>
    public const string Secret = "hush4711";

    public const string Path = "files/form.html";

    private const string Html =
        $$"""
        <!doctype html><html lang="en"><meta charset="utf-8"><title>A form</title><script type="module" src="form.js"></script>
        <form id="order">
          <input name="person" aria-label="person">
          <input name="person" id="second">
          <input name="mail" type="email"><input name="phone" type="tel"><input name="site" type="url"><input name="find" type="search">
          <input name="amount" type="number"><input name="day" type="date"><input name="moment" type="time"><input name="level" type="range"><input name="shade" type="color">
          <textarea name="remark"></textarea>
          <select name="town"><option>Oslo</option><option>Bergen</option></select>
          <select name="parts" multiple><option>mast</option><option>keel</option><option>rudder</option></select>
          <input name="insured" type="checkbox">
          <input name="extra" type="checkbox" value="sail"><input name="extra" type="checkbox" value="motor">
          <input name="size" type="radio" value="small" checked><input name="size" type="radio" value="large">
          <div contenteditable="true" aria-label="letter"></div>

          <input class="secret" name="first" type="password">
          <input class="secret" name="password" type="password"><input class="secret" name="passwordAgain" type="text">
          <input class="secret" name="second" autocomplete="current-password"><input class="secret" name="third" autocomplete="new-password">
          <input class="secret" name="fourth" autocomplete="one-time-code"><input class="secret" name="otp">
          <input class="secret" name="fifth" autocomplete="cc-number"><input class="secret" name="sixth" autocomplete="section-pay billing cc-csc">
          <input class="secret" name="seventh" autocomplete="cc-exp"><input class="secret" name="eighth" autocomplete="cc-name">
          <input class="secret" name="cardNumber"><input class="secret" name="card_num"><input class="secret" name="cvc"><input class="secret" id="pin">
          <input class="secret" name="ninth" aria-label="One-time code">
          <input class="secret" name="tenth" data-keel-nosave>
          <fieldset data-keel-nosave>
            <input class="secret" name="note"><textarea class="secret" name="diary"></textarea><div class="secret" contenteditable="true" aria-label="confession"></div>
            <select name="vote"><option>none</option><option>{{Secret}}vote</option></select>
            <input name="member" type="checkbox" value="{{Secret}}member"><input name="faith" type="radio" value="{{Secret}}faith">
          </fieldset>
          <input name="scan" type="file">
        </form>
        <form id="private" data-keel-nosave><input class="secret" name="whole"></form>
        """;

    // The page can show its password, as many do.
    private const string Script =
        """
        import { createClient } from "/_evenkeel/client.js";
        globalThis.keel = createClient({ drafts: "all" });
        globalThis.show = () => { for (const name of ["first", "password"]) document.querySelector(`[name=${name}]`).type = "text"; };
        """;

    /// <summary>Texts that a person types, by selector.</summary>
    private static readonly IReadOnlyList<(string Field, string Text)> Texts =
    [
        ("[aria-label=person]", "Jane Doe"), ("#second", "John Roe"), ("[name=mail]", "jane@north.example"), ("[name=phone]", "22 33 44 55"), ("[name=site]", "https://north.example/"),
        ("[name=find]", "anchor"), ("[name=amount]", "1234"), ("[name=remark]", "Two lines,\nwith a quay"), ("[aria-label=letter]", "Dear harbour master"),
    ];

    /// <summary>What other fields are set to.</summary>
    private static readonly IReadOnlyList<(string Field, string Value)> Settings = [("[name=day]", "2031-07-09"), ("[name=moment]", "07:45"), ("[name=level]", "73"), ("[name=shade]", "#1b6ca8")];

    /// <summary>What there must be of all that, wherever it is kept.</summary>
    public static IReadOnlyList<string> Kept { get; } = ["Jane Doe", "John Roe", "jane@north.example", "22 33 44 55", "https://north.example/", "anchor", "1234", "with a quay", "Dear harbour master", "2031-07-09", "07:45", "73", "#1b6ca8", "Bergen", "rudder", "motor", "large"];

    /// <summary>What <see cref="ReadAsync"/> gives when everything is there that is kept, and nothing else.</summary>
    public const string Filled =
        """["Jane Doe","John Roe","jane@north.example","22 33 44 55","https://north.example/","anchor","1234","2031-07-09","07:45","73","#1b6ca8","Two lines,\nwith a quay","Bergen","mast,rudder",true,false,true,"large","Dear harbour master"]""";

    public static void Write(string folder)
    {
        File.WriteAllText(System.IO.Path.Combine(folder, "form.html"), Html);
        File.WriteAllText(System.IO.Path.Combine(folder, "form.js"), Script);
    }

    public static async Task FillAsync(IPage page)
    {
        foreach (var (field, text) in Texts)
        {
            await page.Locator(field).PressSequentiallyAsync(text);
        }

        foreach (var (field, value) in Settings)
        {
            await page.Locator(field).FillAsync(value);
        }

        await page.Locator("[name=town]").SelectOptionAsync("Bergen");
        await page.Locator("[name=parts]").SelectOptionAsync(["mast", "rudder"]);
        await page.Locator("[name=insured]").CheckAsync();
        await page.Locator("[name=extra][value=motor]").CheckAsync();
        await page.Locator("[name=size][value=large]").CheckAsync();
    }

    public static async Task FillSecretsAsync(IPage page)
    {
        var fields = await page.Locator(".secret").AllAsync();
        Assert.Equal(21, fields.Count);
        for (var nth = 0; nth < fields.Count; nth++)
        {
            await fields[nth].PressSequentiallyAsync($"{Secret}no{nth}");
        }

        await page.EvaluateAsync("() => show()");
        await page.Locator("[name=first]").PressSequentiallyAsync("shown");
        await page.Locator("[name=password]").PressSequentiallyAsync("shown");
        await page.Locator("[name=vote]").SelectOptionAsync($"{Secret}vote");
        await page.Locator("[name=member]").CheckAsync();
        await page.Locator("[name=faith]").CheckAsync();
        await page.Locator("[name=scan]").SetInputFilesAsync(new FilePayload { Name = $"{Secret}.txt", MimeType = "text/plain", Buffer = "hush4711 in a file"u8.ToArray() });
    }

    /// <summary>The values of the ordinary fields, as JSON in the order of the page.</summary>
    public static Task<string> ReadAsync(IPage page) => page.EvaluateAsync<string>(
        """
        () => JSON.stringify([
          ...["[aria-label=person]", "#second", ...["mail", "phone", "site", "find", "amount", "day", "moment", "level", "shade", "remark", "town"].map(name => `[name=${name}]`)].map(field => document.querySelector(field).value),
          [...document.querySelector("[name=parts]").selectedOptions].map(({ value }) => value).join(),
          ...["[name=insured]", "[value=sail]", "[value=motor]"].map(field => document.querySelector(field).checked),
          document.querySelector("[name=size]:checked")?.value,
          document.querySelector("[aria-label=letter]").innerText.trim(),
        ])
        """);

    /// <summary>How many fields show a secret.</summary>
    public static Task<int> SecretsAsync(IPage page) => page.EvaluateAsync<int>(
        """
        () => [...document.querySelectorAll("input,textarea,select,[contenteditable]")]
          .filter(field => field.matches("[type=checkbox],[type=radio]") ? field.checked && field.value.startsWith("hush4711") : (field.value ?? field.innerText).includes("hush4711")).length
        """);
}
