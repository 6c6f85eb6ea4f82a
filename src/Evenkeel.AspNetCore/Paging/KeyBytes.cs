using System.Collections.Frozen;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Writes and reads the values of keys. Their types are not written: both sides know them.</summary>
internal static class KeyBytes
{
    private static readonly FrozenDictionary<Type, (Action<BinaryWriter, object> Write, Func<BinaryReader, object> Read)> Kinds = new Dictionary<Type, (Action<BinaryWriter, object>, Func<BinaryReader, object>)>
    {
        [typeof(bool)] = ((to, value) => to.Write((bool)value), from => from.ReadBoolean()),
        [typeof(byte)] = ((to, value) => to.Write((byte)value), from => from.ReadByte()),
        [typeof(sbyte)] = ((to, value) => to.Write((sbyte)value), from => from.ReadSByte()),
        [typeof(short)] = ((to, value) => to.Write((short)value), from => from.ReadInt16()),
        [typeof(ushort)] = ((to, value) => to.Write((ushort)value), from => from.ReadUInt16()),
        [typeof(int)] = ((to, value) => to.Write7BitEncodedInt((int)value), from => from.Read7BitEncodedInt()),
        [typeof(uint)] = ((to, value) => to.Write((uint)value), from => from.ReadUInt32()),
        [typeof(long)] = ((to, value) => to.Write7BitEncodedInt64((long)value), from => from.Read7BitEncodedInt64()),
        [typeof(ulong)] = ((to, value) => to.Write((ulong)value), from => from.ReadUInt64()),
        [typeof(float)] = ((to, value) => to.Write((float)value), from => from.ReadSingle()),
        [typeof(double)] = ((to, value) => to.Write((double)value), from => from.ReadDouble()),
        [typeof(decimal)] = ((to, value) => to.Write((decimal)value), from => from.ReadDecimal()),
        [typeof(char)] = ((to, value) => to.Write((ushort)(char)value), from => (char)from.ReadUInt16()),
        [typeof(string)] = ((to, value) => to.Write((string)value), from => from.ReadString()),
        [typeof(Guid)] = ((to, value) => to.Write(((Guid)value).ToByteArray()), from => new Guid(from.ReadBytes(16))),
        [typeof(DateTime)] = (WriteDateTime, from => new DateTime(from.ReadInt64(), (DateTimeKind)from.ReadByte())),
        [typeof(DateTimeOffset)] = (WriteDateTimeOffset, from => new DateTimeOffset(from.ReadInt64(), TimeSpan.FromMinutes(from.ReadInt16()))),
        [typeof(DateOnly)] = ((to, value) => to.Write(((DateOnly)value).DayNumber), from => DateOnly.FromDayNumber(from.ReadInt32())),
        [typeof(TimeOnly)] = ((to, value) => to.Write(((TimeOnly)value).Ticks), from => new TimeOnly(from.ReadInt64())),
        [typeof(TimeSpan)] = ((to, value) => to.Write(((TimeSpan)value).Ticks), from => new TimeSpan(from.ReadInt64())),
        [typeof(byte[])] = (WriteBytes, from => from.ReadBytes(from.Read7BitEncodedInt())),
    }.ToFrozenDictionary();

    public static bool CanKeep(Type type) => Kinds.ContainsKey(type);

    public static void Write(BinaryWriter to, object? value)
    {
        to.Write(value is not null);
        if (value is not null)
        {
            Kinds[value.GetType()].Write(to, value);
        }
    }

    public static object? Read(BinaryReader from, Type type) => from.ReadBoolean() ? Kinds[type].Read(from) : null;

    private static void WriteDateTime(BinaryWriter to, object value)
    {
        to.Write(((DateTime)value).Ticks);
        to.Write((byte)((DateTime)value).Kind);
    }

    private static void WriteDateTimeOffset(BinaryWriter to, object value)
    {
        to.Write(((DateTimeOffset)value).Ticks);
        to.Write((short)((DateTimeOffset)value).TotalOffsetMinutes);
    }

    private static void WriteBytes(BinaryWriter to, object value)
    {
        to.Write7BitEncodedInt(((byte[])value).Length);
        to.Write((byte[])value);
    }
}
