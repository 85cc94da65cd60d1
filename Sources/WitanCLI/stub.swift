import AsyncHTTPClient
import ArgumentParser
import ServiceLifecycle
@main struct X { static func main() {} }
