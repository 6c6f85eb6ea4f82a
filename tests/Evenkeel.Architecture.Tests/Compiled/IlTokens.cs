using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Evenkeel.Architecture.Tests.Compiled;

/// <summary>Lists the metadata tokens that the instructions of a method body name.</summary>
internal static class IlTokens
{
    private static readonly Dictionary<short, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null))
        .OfType<OpCode>()
        .ToDictionary(code => code.Value, code => code.OperandType);

    public static IEnumerable<EntityHandle> Of(BlobReader body)
    {
        List<EntityHandle> found = [];
        while (body.RemainingBytes > 0)
        {
            short code = body.ReadByte();
            if (code == 0xFE)
            {
                code = unchecked((short)(0xFE00 | body.ReadByte()));
            }

            var operand = Operands[code];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineSig or OperandType.InlineTok or OperandType.InlineType)
            {
                found.Add(MetadataTokens.EntityHandle(body.ReadInt32()));
            }
            else
            {
                // In two steps: measuring a switch reads its length, and so moves the offset.
                var size = Size(operand, ref body);
                body.Offset += size;
            }
        }

        return found;
    }

    private static int Size(OperandType operand, ref BlobReader body) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 * body.ReadInt32(),
        _ => 4,
    };
}
