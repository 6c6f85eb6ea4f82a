using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Evenkeel.Architecture.Tests.Compiled;

/// <summary>Collects the types of an assembly that one of its types uses anywhere: base, members, attributes, code.</summary>
internal sealed class TypeUses
{
    private readonly MetadataReader _reader;
    private readonly PEReader _file;
    private readonly SignatureTypes _signatures;
    private readonly HashSet<TypeDefinitionHandle> _found = [];

    public TypeUses(MetadataReader reader, PEReader file)
    {
        (_reader, _file) = (reader, file);
        _signatures = new SignatureTypes(type => _found.Add(type));
    }

    public IReadOnlySet<TypeDefinitionHandle> Found => _found;

    public void Visit(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        Visit(type.BaseType);
        Visit(type.GetCustomAttributes());
        Visit(type.GetGenericParameters());
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            Visit(_reader.GetInterfaceImplementation(implemented).Interface);
        }

        foreach (var field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            field.DecodeSignature(_signatures, null);
            Visit(field.GetCustomAttributes());
        }

        foreach (var property in type.GetProperties().Select(_reader.GetPropertyDefinition))
        {
            Visit(property.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(_reader.GetMethodDefinition))
        {
            Visit(method);
        }
    }

    private void Visit(MethodDefinition method)
    {
        method.DecodeSignature(_signatures, null);
        Visit(method.GetCustomAttributes());
        Visit(method.GetGenericParameters());
        foreach (var parameter in method.GetParameters().Select(_reader.GetParameter))
        {
            Visit(parameter.GetCustomAttributes());
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        Visit((EntityHandle)body.LocalSignature);
        foreach (var region in body.ExceptionRegions)
        {
            Visit(region.CatchType);
        }

        foreach (var token in IlTokens.Of(body.GetILReader()))
        {
            Visit(token);
        }
    }

    private void Visit(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes)
        {
            Visit(_reader.GetCustomAttribute(attribute).Constructor);
        }
    }

    private void Visit(GenericParameterHandleCollection parameters)
    {
        foreach (var constraint in parameters.SelectMany(each => _reader.GetGenericParameter(each).GetConstraints()))
        {
            Visit(_reader.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void Visit(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                _found.Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_signatures, null);
                break;
            case HandleKind.FieldDefinition:
    _found.Add(_reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                _found.Add(_reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                Visit(_reader.GetMemberReference((MemberReferenceHandle)handle).Parent);
                break;
            case HandleKind.MethodSpecification:
                var specification = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                Visit(specification.Method);
                specification.DecodeSignature(_signatures, null);
                break;
            case HandleKind.StandaloneSignature:
                VisitSignature(_reader.GetStandaloneSignature((StandaloneSignatureHandle)handle));
                break;
        }
    }

    private void VisitSignature(StandaloneSignature signature)
    {
        if (signature.GetKind() == StandaloneSignatureKind.LocalVariables)
        {
            signature.DecodeLocalSignature(_signatures, null);
        }
        else
        {
            signature.DecodeMethodSignature(_signatures, null);
        }
    }
}
