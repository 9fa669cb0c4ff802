@echo off
rem Starts Millrace; builds it before, where it has not been built since its sources changed.
rem
rem   millrace [DIRECTORY]       the prompt, over the database in DIRECTORY (none: in memory)
rem   millrace run FILE.sql      a script
rem   millrace demo              the tour that the README describes
rem
rem JAVA_HOME               the JDK to use (none: java of the PATH); 17 or newer
rem MILLRACE_JAVA_OPTIONS   more flags for the JVM, e.g. -Xmx8g
setlocal
set "MILLRACE_HOME=%~dp0"
set "MILLRACE_HOME=%MILLRACE_HOME:~0,-1%"
set "JAR=%MILLRACE_HOME%\shell\target\millrace-shell.jar"
set "BUILT=%MILLRACE_HOME%\shell\target\built"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"

"%JAVA%" --version >nul 2>&1
if errorlevel 1 (
  echo millrace: no Java 17 or newer found; install a JDK, or set JAVA_HOME to one>&2
  exit /b 1
)

set "CURRENT=no"
if exist "%JAR%" if exist "%BUILT%" for /f %%r in ('powershell -NoProfile -Command "$b = (Get-Item $env:BUILT).LastWriteTimeUtc; if (Get-ChildItem -Recurse -Path (-split 'parser runtime planner engine jdbc-driver shell' | ForEach-Object { Join-Path $env:MILLRACE_HOME ($_ + '\src\main') }) | Where-Object { $_.LastWriteTimeUtc -gt $b } | Select-Object -First 1) { 'no' } else { 'yes' }"') do set "CURRENT=%%r"
if "%CURRENT%"=="yes" goto start

echo Building Millrace ...>&2
if not exist "%MILLRACE_HOME%\shell\target" mkdir "%MILLRACE_HOME%\shell\target"
type nul > "%BUILT%.from"
pushd "%MILLRACE_HOME%"
call mvnw.cmd -q -B -ntp -Dmaven.test.skip=true -Denforcer.skip -Dforbiddenapis.skip -pl shell -am package 1>&2
if errorlevel 1 (
  popd
  echo millrace: the build failed>&2
  exit /b 1
)
popd
move /y "%BUILT%.from" "%BUILT%" >nul

:start
rem The young generation: see the script millrace.
set /a YOUNG=48*NUMBER_OF_PROCESSORS
"%JAVA%" -XX:+UseParallelGC -XX:MaxNewSize=%YOUNG%m "@%MILLRACE_HOME%\shell\launch\jvm.options" -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow -Dfile.encoding=UTF-8 "-Dmillrace.home=%MILLRACE_HOME%" %MILLRACE_JAVA_OPTIONS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
