using Gateway.Server.Identity;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Gateway.Server.Services;

/// <summary>
/// <c>grpc.reflection.v1.ServerReflection</c> (grpc/doc/server-reflection.md), so that tools discover the services. Whoever asks needs a
/// valid token: what is open without one is to be as little as possible.
/// </summary>
internal sealed class ReflectionEndpoint : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        _ = CallerIdentity.CallerOf(context);
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            var response = Answer(request);
            response.ValidHost = request.Host;
            response.OriginalRequest = request;
            await responseStream.WriteAsync(response, context.CancellationToken);
        }
    }

    private static ServerReflectionResponse Answer(ServerReflectionRequest request) => request.MessageRequestCase switch
    {
        ServerReflectionRequest.MessageRequestOneofCase.ListServices => new ServerReflectionResponse
        {
            ListServicesResponse = new ListServiceResponse { Service = { ServedFiles.Services.Select(s => new ServiceResponse { Name = s }) } },
        },
        ServerReflectionRequest.MessageRequestOneofCase.FileByFilename => Described(ServedFiles.ByName(request.FileByFilename)),
        ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol => Described(ServedFiles.BySymbol(request.FileContainingSymbol)),
        ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension => Described(null),
        ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType =>
            ServedFiles.BySymbol(request.AllExtensionNumbersOfType) is not null
            ? new ServerReflectionResponse
            {
                AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = request.AllExtensionNumbersOfType },
            }
            : NotFound(),
        _ => Error(StatusCode.InvalidArgument, "the question is missing"),
    };

    private static ServerReflectionResponse Described(FileDescriptor? file) => file is null ? NotFound() : new ServerReflectionResponse
    {
        FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { ServedFiles.WithImports(file).Select(f => f.SerializedData) } },
    };

    private static ServerReflectionResponse NotFound() => Error(StatusCode.NotFound, "nothing here has this name");

    private static ServerReflectionResponse Error(StatusCode code, string text) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = text } };
}
