/** The smallest whole plugin. Read {@link com.example.wordcount.CountWords} first. */
package com.example.wordcount;
