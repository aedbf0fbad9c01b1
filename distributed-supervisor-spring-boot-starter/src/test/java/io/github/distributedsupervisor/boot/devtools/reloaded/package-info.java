/** An application whose classes are loaded anew at each restart. */
package io.github.distributedsupervisor.boot.devtools.reloaded;
